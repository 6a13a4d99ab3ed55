package com.evaratech.node.stats;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.metric.Category;
import com.evaratech.node.stats.NodeCounts.Cell;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class StatsRepository {

    private static final String COUNT = CountStatements.COUNT.formatted("?1", "?1");

    Uni<NodeCounts> count(Scope scope) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(COUNT, Object[].class)
                                .setParameter(1, CountStatements.idOf(scope))
                                .getResultList())
                .map(rows -> NodeCounts.of(rows.stream().map(StatsRepository::cell).toList()));
    }

    private static Cell cell(Object[] row) {
        return new Cell(
                Category.valueOf((String) row[0]),
                NodeStatus.valueOf((String) row[1]),
                ((Number) row[2]).longValue());
    }
}
