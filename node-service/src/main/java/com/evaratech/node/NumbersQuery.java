package com.evaratech.node;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * A query of PostgreSQL for the numbers of rows, with {@code ?1}, {@code ?2} … for the values: for
 * conditions that Hibernate's own language has no words for, or takes seconds to parse. The rows
 * are then asked for by their numbers.
 */
public record NumbersQuery(String sql, List<Object> values) {

    public NumbersQuery {
        values = List.copyOf(values);
    }

    /** The numbers, in the query's order. */
    public Uni<List<Long>> run() {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(sql, Long.class);
                    for (int i = 0; i < values.size(); i++) {
                        query.setParameter(i + 1, values.get(i));
                    }
                    return query.getResultList();
                });
    }
}
