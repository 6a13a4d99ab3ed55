package com.evaratech.node.status;

import com.evaratech.common.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Begins and ends the maintenance of nodes when the time of their windows comes. Every replica
 * looks each second; the row of the watch lets one of them work at a time.
 */
@Singleton
class MaintenanceWatch {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    // What no window tells of is found by then: a node that was registered while its community's
    // window began.
    private static final long APPLIED_ANEW_SECONDS = 60;

    // Nodes changed with one transaction: some 100 ms.
    private static final int MOST = 5_000;

    private static final String APPLIED = "select windows from registry.status_watch";

    // What stands for windows and nodes that they may cover; the highest number comes from the key.
    private static final String NOW =
            """
            select registry.maintenance_under_way(?) || '/'
                || (select coalesce(max(number), 0) from registry.node)
            """;

    private static final String DIFFERENT =
            """
            with covered as (select registry.nodes_in_maintenance(?) as number)
            select s.number from registry.node_status s
            where s.in_maintenance and s.number not in (select number from covered)
            union all
            select s.number from covered
            join registry.node_status s on s.number = covered.number
            where not s.in_maintenance
            limit %d
            """
                    .formatted(MOST);

    // Nobody else changes it, so that what differed before the lock differs still.
    private static final String CHANGE =
            """
            update registry.node_status set in_maintenance = not in_maintenance where number = any(?)
            """;

    private static final String NOTE = "update registry.status_watch set windows = ?";

    private final DataSource database;
    private final StatusBoard board;
    private final InstantSource clock;
    private final Loop loop;

    MaintenanceWatch(DataSource database, StatusBoard board, InstantSource clock) {
        this.database = database;
        this.board = board;
        this.clock = clock;
        this.loop = new Loop("maintenance watch", this::look);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private Duration look() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean isAll = look(connection, clock.instant().atOffset(ZoneOffset.UTC));
                connection.commit();
                return isAll ? BETWEEN_LOOKS : Duration.ZERO;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** Whether all is as the windows want it. */
    private boolean look(Connection transaction, OffsetDateTime now) throws SQLException {
        String wanted =
                texts(transaction, NOW, now).getFirst()
                        + "/"
                        + now.toEpochSecond() / APPLIED_ANEW_SECONDS;
        if (texts(transaction, APPLIED).contains(wanted)) {
            return true;
        }
        if (texts(transaction, APPLIED + " for update skip locked").isEmpty()) {
            return true; // another replica is at it
        }
        List<Long> different =
                texts(transaction, DIFFERENT, now).stream().map(Long::valueOf).toList();
        boolean isAll = different.size() < MOST;
        if (isAll) {
            execute(transaction, NOTE, wanted);
        }
        if (!different.isEmpty()) {
            board.lock(transaction, different);
            execute(transaction, CHANGE, transaction.createArrayOf("bigint", different.toArray()));
            board.refresh(transaction, different);
        }
        return isAll;
    }

    private static List<String> texts(Connection connection, String sql, Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                var texts = new ArrayList<String>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }

    private static void execute(Connection connection, String sql, Object value)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            int _ = statement.executeUpdate();
        }
    }
}
