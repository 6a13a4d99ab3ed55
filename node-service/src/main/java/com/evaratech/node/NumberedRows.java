package com.evaratech.node;

import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.util.List;

/**
 * The rows of a table whose key is a {@code number}, found by conditions as {@link NumbersQuery}
 * takes them.
 *
 * @param <E> a row
 */
public final class NumberedRows<E> {

    private final PanacheRepositoryBase<E, Long> rows;
    private final String table;
    private final String alias;

    /**
     * The rows of one table.
     *
     * @param rows of the table, by number
     * @param table in the schema {@code registry}
     * @param alias of the table in the conditions
     */
    public NumberedRows(PanacheRepositoryBase<E, Long> rows, String table, String alias) {
        this.rows = rows;
        this.table = table;
        this.alias = alias;
    }

    /** The first one; null when there is none. */
    public Uni<E> find(Conditions wanted) {
        return numbers(wanted, 1)
                .chain(found -> found.isEmpty() ? nothing() : first(found).firstResult());
    }

    /** As {@link #find}, and nobody else gets the row locked until the transaction ends. */
    public Uni<E> lock(Conditions wanted) {
        return numbers(wanted, 1)
                .chain(found ->
                        found.isEmpty()
                                ? nothing()
                                : first(found)
                                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                                        .firstResult());
    }

    /** A page of them in the order of their numbers, in which they were added. */
    public Uni<List<E>> list(Conditions wanted, PageRequest page) {
        return numbers(wanted.and(alias + ".number > {}", page.after()), page.rowsToFetch())
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom().item(List.of())
                                : rows.list("number in ?1 order by number", found));
    }

    private Uni<List<Long>> numbers(Conditions wanted, int most) {
        return new NumbersQuery(
                        "select %2$s.number from registry.%1$s %2$s where %3$s order by %2$s.number limit %4$d"
                                .formatted(table, alias, wanted.text(), most),
                        wanted.values())
                .run();
    }

    private PanacheQuery<E> first(List<Long> numbers) {
        return rows.find("number", numbers.getFirst());
    }

    private Uni<E> nothing() {
        return Uni.createFrom().nullItem();
    }
}
