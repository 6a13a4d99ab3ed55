package com.evaratech.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.EvaraServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several who make one month at the same time. */
class MonthMakersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAKERS = 4;
    // Nobody else's.
    private static final String MAKE = "select telemetry.ensure_month('deep', '2044-07-01')";

    private final DataSource database = Migrated.database();

    @BeforeEach
    @AfterEach
    void drop() throws SQLException {
        try (var owner = EvaraServers.connectAsOwner("telemetry");
                var statement = owner.createStatement()) {
            for (String what : List.of("telemetry", "rollup_quarter")) {
                boolean _ =
                        statement.execute(
                                "drop table if exists telemetry.%s_deep_2044_07".formatted(what));
            }
        }
    }

    @Test
    void shouldFindTheMonthThatAnotherMadeMeanwhile() throws Exception {
        List<Future<Boolean>> makers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var first = database.getConnection()) {
            first.setAutoCommit(false);
            assertThat(ensure(first)).isTrue();
            for (int i = 0; i < MAKERS; i++) {
                makers.add(threads.submit(this::make));
            }
            await().atMost(PATIENCE).until(() -> waiting() == MAKERS);

            first.commit();
        }

        for (Future<Boolean> maker : makers) {
            assertThat(maker.get()).isFalse();
        }
    }

    @Test
    void shouldMakeTheMonthThatAnotherBeganAndLeft() throws Exception {
        Future<Boolean> second;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var first = database.getConnection()) {
            first.setAutoCommit(false);
            assertThat(ensure(first)).isTrue();
            second = threads.submit(this::make);
            await().atMost(PATIENCE).until(() -> waiting() == 1);

            first.rollback();
        }

        assertThat(second.get()).isTrue();
    }

    private boolean make() throws SQLException {
        try (var connection = database.getConnection()) {
            return ensure(connection);
        }
    }

    private static boolean ensure(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(MAKE)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** How many wait for the lock of makers. */
    private long waiting() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select count(*) from pg_locks
                                where locktype = 'advisory' and not granted
                                    and objid::bigint
                                        = hashtext('telemetry.ensure_month')::bigint & 4294967295
                                """)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
