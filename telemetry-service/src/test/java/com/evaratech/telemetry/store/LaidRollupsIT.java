package com.evaratech.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.forget.ForgottenNodes;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeFact;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.consume.Received;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.telemetry.Laid;
import com.evaratech.telemetry.readings.PackedDays;
import com.evaratech.telemetry.rollup.Rollups;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where rows lie is all that laying changes, whoever is at them meanwhile. */
class LaidRollupsIT {

    private static final Kind KIND = Kind.DEEP;
    private static final int PARTITION = 9;
    private static final int NODES = 40;
    private static final int QUARTERS = 96;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicLong NUMBERS = new AtomicLong(6_800_000);

    private final DataSource database = Migrated.database();
    private final Instant now = Clock.systemUTC().instant();
    private final Instant begin = now.minus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
    private final long first = NUMBERS.getAndAdd(NODES);

    @BeforeEach
    void cleanUp() throws SQLException {
        Laid.cleanUp(KIND);
    }

    @Test
    void shouldLayRowsOfANodesDayTogetherAndChangeNothingOfThem() throws SQLException {
        try (var connection = database.getConnection()) {
            report(connection);
            List<Map<String, Map<String, Object>>> before = rows(connection);
            assertThat(pages(connection, first + 3)).isGreaterThan(40);
            Laid.anew(KIND, begin);

            assertThat(Laid.lay(connection, KIND)).isTrue();

            assertThat(rows(connection)).isEqualTo(before);
            assertThat(pages(connection, first + 3)).isLessThanOrEqualTo(5);
            assertThat(Laid.portion(connection, "quarter", KIND)).isZero();
            assertThat(Laid.portion(connection, "day", KIND)).isZero();
        }
    }

    @Test
    void shouldLeaveADayThatGoesOnWhereItIs() throws SQLException {
        try (var connection = database.getConnection()) {
            write(connection, ZoneOffset.UTC, at(first, now, 5));
            String place = places(connection, first);
            Laid.anew(KIND, now);

            assertThat(Laid.lay(connection, KIND)).isTrue();

            assertThat(places(connection, first)).isEqualTo(place);
        }
    }

    @Test
    void shouldGoOnWhereAServerWasEndedInTheMidst() throws SQLException {
        try (var connection = database.getConnection();
                var killed = database.getConnection()) {
            report(connection);
            List<Map<String, Map<String, Object>>> before = rows(connection);
            Laid.anew(KIND, begin);
            assertThat(Laid.portion(connection, "quarter", KIND)).isPositive();
            String reached = reached(connection);
            killed.setAutoCommit(false);
            assertThat(Laid.portion(killed, "quarter", KIND)).isPositive();

            kill(killed);

            assertThat(rows(connection)).isEqualTo(before);
            assertThat(reached(connection)).isEqualTo(reached);
            await().atMost(PATIENCE).until(() -> Laid.lay(connection, KIND));
            assertThat(rows(connection)).isEqualTo(before);
            assertThat(pages(connection, first + NODES - 1)).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void shouldPassOverARowThatSomebodyWrites() throws SQLException {
        try (var connection = database.getConnection();
                var writer = database.getConnection()) {
            report(connection);
            writer.setAutoCommit(false);
            handler(writer, ZoneOffset.UTC)
                    .apply(writer, List.of(at(first, begin.plusSeconds(2), 7)));
            List<Map<String, Map<String, Object>>> written = rows(writer);
            Laid.anew(KIND, begin);

            // To the end of the pass; behind it the server cannot clean up while somebody writes.
            int laid = Laid.portion(connection, "quarter", KIND);
            for (int nodes = laid; nodes > 0; laid += nodes) {
                nodes = Laid.portion(connection, "quarter", KIND);
            }
            assertThat(laid).isGreaterThanOrEqualTo(NODES - 1);

            writer.commit();
            assertThat(rows(connection)).isEqualTo(written);
        }
    }

    @Test
    void shouldTakeDaysOfAnotherZoneAwayThatAreJustLaidElsewhere() throws Exception {
        var kiritimati = ZoneId.of("Pacific/Kiritimati");
        // In UTC the day before.
        Instant night = begin.minusSeconds(3_600);
        try (var layer = database.getConnection();
                var writer = database.getConnection()) {
            write(writer, ZoneOffset.UTC, at(first, night, 5));
            Laid.anew(KIND, begin.minusSeconds(86_400));
            layAllButCommit(layer);

            // Of another quarter: what waits is the statement that takes days away, and no other.
            duringWaitCommit(
                    layer,
                    writer,
                    () -> {
                        write(writer, kiritimati, at(first, night.plusSeconds(1_800), 6));
                        return true;
                    });

            assertThat(RollupRows.rollups(writer, "rollup_day_deep", "day", first))
                    .isEqualTo(
                            RollupModel.rows(
                                    RollupRows.stored(writer, KIND, first),
                                    at -> at.atZone(kiritimati).toLocalDate().toString()));
        }
    }

    @Test
    void shouldRemoveRowsOfADeletedNodeThatAreJustLaidElsewhere() throws Exception {
        try (var layer = database.getConnection();
                var remover = database.getConnection()) {
            write(remover, ZoneOffset.UTC, at(first, begin, 5));
            // Not seen by a service, which would remove it by itself.
            remover.setAutoCommit(false);
            run(
                    remover,
                    """
                    insert into telemetry.forgotten_node
                        (number, partition, node_id, export_id, kind, distributor_id, community_id,
                            forgotten_at, kept_until, state)
                    values (%1$d, 1, gen_random_uuid(), gen_random_uuid(), 'DEEP', gen_random_uuid(),
                        gen_random_uuid(), now(), now(), 'removing');
                    select telemetry.remove_forgotten_node(%1$d, 10)
                    """
                            .formatted(first));
            assertThat(rows(remover).getFirst()).isNotEmpty();
            Laid.anew(KIND, begin);
            layAllButCommit(layer);

            duringWaitCommit(
                    layer,
                    remover,
                    () -> {
                        run(
                                remover,
                                "select telemetry.remove_forgotten_node(%d, 10)".formatted(first));
                        remover.commit();
                        return true;
                    });

            assertThat(rows(remover).getFirst()).isEmpty();
            assertThat(RollupRows.rollups(remover, "rollup_day_deep", "day", first)).isEmpty();
        }
    }

    private void layAllButCommit(Connection layer) throws SQLException {
        layer.setAutoCommit(false);
        for (String what : List.of("quarter", "day")) {
            while (Laid.portion(layer, what, KIND) > 0) {
                assertThat(layer.isClosed()).isFalse();
            }
        }
    }

    /** Commits when the other one waits for it, and returns when that is done. */
    private static void duringWaitCommit(Connection layer, Connection other, Callable<Boolean> work)
            throws Exception {
        String waits =
                "select exists (select from pg_locks where pid = %d and not granted)"
                        .formatted(pid(other));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = threads.submit(work);
            try (var looking = EvaraServers.connectAsOwner("telemetry")) {
                await().atMost(PATIENCE).until(() -> "t".equals(text(looking, waits)));
            }
            layer.commit();
            assertThat(done.get()).isTrue();
        }
    }

    private void kill(Connection killed) throws SQLException {
        int pid = pid(killed);
        try (var other = database.getConnection()) {
            run(other, "select pg_terminate_backend(%d)".formatted(pid));
        }
        assertThatThrownBy(() -> pid(killed)).isInstanceOf(SQLException.class);
    }

    /** Nodes in turn, each quarter of an hour of a day. */
    private void report(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        ReadingsHandler handler = handler(connection, ZoneOffset.UTC);
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            Instant at = begin.plusSeconds(quarter * 900L);
            var round = new ArrayList<Received<NodeFact>>();
            for (int i = 0; i < NODES; i++) {
                round.add(at(first + i, at, i + quarter / 4.0));
            }
            handler.apply(connection, round);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void write(Connection connection, ZoneId zone, Received<NodeFact> entry)
            throws SQLException {
        connection.setAutoCommit(false);
        handler(connection, zone).apply(connection, List.of(entry));
        connection.commit();
        connection.setAutoCommit(true);
    }

    private ReadingsHandler handler(Connection connection, ZoneId zone) throws SQLException {
        var handler =
                new ReadingsHandler(
                        new Months(database, Clock.systemUTC()),
                        new PackedDays(Clock.systemUTC()),
                        new ForgottenNodes(ReadingsWriter.SCHEMA),
                        new Rollups(_ -> Optional.of(zone)),
                        () -> {});
        handler.load(connection, Set.of(PARTITION));
        return handler;
    }

    private Received<NodeFact> at(long node, Instant at, double energy) {
        return new Received<>(
                PARTITION,
                new StreamId(1, 1),
                new Entry(1, 1, node, null, new byte[0]),
                new NodeReadings(
                        node,
                        KIND,
                        Source.HTTP,
                        at,
                        List.of(
                                Reading.of(
                                        at,
                                        Map.of(
                                                Metric.ENERGY_KWH,
                                                energy,
                                                Metric.VOLTAGE_V,
                                                230.0)))));
    }

    private List<Map<String, Map<String, Object>>> rows(Connection connection) throws SQLException {
        var rows = new ArrayList<Map<String, Map<String, Object>>>();
        for (int i = 0; i < NODES; i++) {
            rows.add(RollupRows.rollups(connection, "rollup_quarter_deep", "begins", first + i));
            rows.add(RollupRows.rollups(connection, "rollup_day_deep", "day", first + i));
        }
        return rows;
    }

    private static int pages(Connection connection, long node) throws SQLException {
        return Integer.parseInt(
                text(
                        connection,
                        """
                        select count(distinct (ctid::text::point)[0])
                        from telemetry.rollup_quarter_deep where node_number = %d
                        """
                                .formatted(node)));
    }

    private static String places(Connection connection, long node) throws SQLException {
        return text(
                connection,
                """
                select (select min(ctid::text) from telemetry.rollup_quarter_deep where node_number = %1$d)
                    || (select min(ctid::text) from telemetry.rollup_day_deep where node_number = %1$d)
                """
                        .formatted(node));
    }

    private static String reached(Connection connection) throws SQLException {
        return text(
                connection,
                "select l::text from telemetry.laid_rollups l where what = 'quarter' and kind = 'deep'");
    }

    private static int pid(Connection connection) throws SQLException {
        return Integer.parseInt(text(connection, "select pg_backend_pid()"));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }
}
