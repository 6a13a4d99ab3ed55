package com.evaratech.node;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A unique constraint of the database and the request field it guards: the database decides what is
 * a duplicate, this tells the caller.
 *
 * @param constraint the constraint's name, which is also the problem's code
 * @param field the request's field
 * @param value the value that was asked for
 */
public record UniqueColumn(String constraint, String field, String value) {

    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * What to fail with: this column's conflict if that is what happened, else the failure as it
     * was.
     */
    public Throwable explain(Throwable failure) {
        return isViolatedBy(failure)
                ? new RegistryException.Taken(constraint, field, value)
                : failure;
    }

    /**
     * Hibernate Reactive keeps state and message of PostgreSQL's error, but not its constraint
     * field. The name stands in the message in every language.
     */
    private boolean isViolatedBy(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause ->
                        cause instanceof SQLException refusal
                                && UNIQUE_VIOLATION.equals(refusal.getSQLState())
                                && String.valueOf(refusal.getMessage()).contains(constraint));
    }
}
