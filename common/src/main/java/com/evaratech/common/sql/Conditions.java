package com.evaratech.common.sql;

import com.evaratech.common.access.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The WHERE part of one query and the values of its numbered parameters, in step with each other.
 * Conditions are constants of the code; what a caller sent goes in as a value, never as text.
 *
 * @param sign what stands before a parameter's number: {@code $} in PostgreSQL, {@code ?} in HQL
 * @param text the conditions, joined by {@code and}; always holds at least one
 * @param values the parameters' values from number 1
 */
public record Conditions(String sign, String text, List<Object> values) {

    private static final String SLOT = "{}";

    /** Copies the values. */
    public Conditions {
        values = List.copyOf(values);
    }

    /**
     * No condition yet, for a query of PostgreSQL.
     *
     * @param values of the parameters {@code $1}, {@code $2} … that the query's own text uses
     */
    public static Conditions sql(Object... values) {
        return new Conditions("$", "true", List.of(values));
    }

    /**
     * No condition yet, for a query of Hibernate.
     *
     * @param values of the parameters {@code ?1}, {@code ?2} … that the query's own text uses
     */
    public static Conditions hql(Object... values) {
        return new Conditions("?", "1 = 1", List.of(values));
    }

    /**
     * These conditions and one more.
     *
     * @param condition with <code>{}</code> where a parameter belongs
     * @param added as many values as there are parameters in the condition
     * @throws IllegalArgumentException when the numbers differ
     */
    public Conditions and(String condition, Object... added) {
        StringBuilder more = new StringBuilder(text).append(" and ");
        List<Object> all = new ArrayList<>(values);
        int from = 0;
        for (Object value : added) {
            int slot = condition.indexOf(SLOT, from);
            if (slot < 0) {
                throw new IllegalArgumentException("too few parameters in: " + condition);
            }
            all.add(value);
            more.append(condition, from, slot).append(sign).append(all.size());
            from = slot + SLOT.length();
        }
        if (condition.indexOf(SLOT, from) >= 0) {
            throw new IllegalArgumentException("too few values for: " + condition);
        }
        return new Conditions(sign, more.append(condition.substring(from)).toString(), all);
    }

    /** These conditions and, when there is a value, one more with this single parameter. */
    public Conditions andIfGiven(String condition, @Nullable Object value) {
        return value == null ? this : and(condition, value);
    }

    /**
     * These conditions for the rows of a scope only.
     *
     * @param alias of the table with the columns {@code distributor_id}, {@code community_id} and
     *     {@code customer_id}
     */
    public Conditions within(Scope scope, String alias) {
        return scope.column()
                .map(column -> and(alias + "." + column + " = {}", scope.id().orElseThrow()))
                .orElse(this);
    }
}
