package com.evaratech.node.stats;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.metric.Category;
import com.evaratech.node.stats.NodeCounts.Cell;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Adds up the changes of counters, so that counting stays short, and shows the fleet's. */
@Singleton
class CountKeeper {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final String COUNT = CountStatements.COUNT.formatted("?", "?");

    private final DataSource database;
    private final NodeMetrics metrics;
    private final Loop loop = new Loop("node counts", this::turn);

    CountKeeper(DataSource database, NodeMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private Duration turn() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                addUp(connection);
                metrics.show(count(connection));
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
        return EVERY;
    }

    private static void addUp(Connection transaction) throws SQLException {
        try (var statement = transaction.createStatement();
                var lock = statement.executeQuery(CountStatements.TRY_LOCK)) {
            if (!lock.next() || !lock.getBoolean(1)) {
                return;
            }
        }
        try (var statement = transaction.createStatement()) {
            int _ = statement.executeUpdate(CountStatements.ADD_UP);
        }
    }

    private static NodeCounts count(Connection transaction) throws SQLException {
        UUID all = CountStatements.idOf(new Scope.Everything());
        try (var statement = transaction.prepareStatement(COUNT)) {
            statement.setObject(1, all);
            statement.setObject(2, all);
            try (var rows = statement.executeQuery()) {
                List<Cell> cells = new ArrayList<>();
                while (rows.next()) {
                    cells.add(
                            new Cell(
                                    Category.valueOf(rows.getString("category")),
                                    NodeStatus.valueOf(rows.getString("status")),
                                    rows.getLong("nodes")));
                }
                return NodeCounts.of(cells);
            }
        }
    }
}
