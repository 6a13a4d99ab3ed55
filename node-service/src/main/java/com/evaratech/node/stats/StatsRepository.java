package com.evaratech.node.stats;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.metric.Category;
import com.evaratech.node.stats.NodeCounts.Cell;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;

/** Asks the counters, by the driver itself: one statement, and no session that would cost more. */
@Singleton
class StatsRepository {

    private static final String COUNT = CountStatements.COUNT.formatted("$1", "$1");

    private final Pool database;

    StatsRepository(Pool database) {
        this.database = database;
    }

    Uni<NodeCounts> count(Scope scope) {
        return database.preparedQuery(COUNT)
                .execute(Tuple.of(CountStatements.idOf(scope)))
                .map(StatsRepository::counts);
    }

    private static NodeCounts counts(RowSet<Row> rows) {
        var cells = new ArrayList<Cell>(rows.size());
        for (Row row : rows) {
            cells.add(
                    new Cell(
                            Category.valueOf(row.getString(0)),
                            NodeStatus.valueOf(row.getString(1)),
                            row.getLong(2)));
        }
        return NodeCounts.of(cells);
    }
}
