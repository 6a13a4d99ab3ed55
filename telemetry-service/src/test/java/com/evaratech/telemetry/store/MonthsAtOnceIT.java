package com.evaratech.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import com.evaratech.telemetry.Cold;
import com.evaratech.telemetry.Laid;
import com.evaratech.telemetry.readings.PackedDays;
import com.evaratech.telemetry.rollup.Rollups;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Everybody at the same months at once: nobody waits for somebody who waits for him. */
class MonthsAtOnceIT {

    private static final String DEADLOCK = "40P01";
    // A month that is dropped does not wait for its readers; one that was just dropped takes none.
    private static final Set<String> IN_THE_WAY = Set.of("55P03", "23514");

    private static final Duration FOR = Duration.ofSeconds(6);
    private static final long FIRST_NODE = 6_700_000;
    private static final int WRITERS = 3;

    private final DataSource database = Migrated.database();
    // Past any time it is kept, and nobody else's.
    private final OffsetDateTime old = month(900);
    private final OffsetDateTime cold = month(300);
    private final Set<String> troubles = ConcurrentHashMap.newKeySet();
    private final AtomicLong done = new AtomicLong();

    private static OffsetDateTime month(int daysAgo) {
        return Clock.systemUTC()
                .instant()
                .atOffset(ZoneOffset.UTC)
                .minusDays(daysAgo)
                .withDayOfMonth(1)
                .truncatedTo(ChronoUnit.DAYS);
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    @Test
    void shouldNeverComeToADeadlock() throws Exception {
        Instant end = Clock.systemUTC().instant().plus(FOR);
        List<Future<?>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                var writer = new Writer(i);
                all.add(threads.submit(() -> repeat(end, writer::round)));
            }
            all.add(threads.submit(() -> repeat(end, MonthsAtOnceIT.this::make)));
            all.add(threads.submit(() -> repeat(end, MonthsAtOnceIT.this::drop)));
            all.add(threads.submit(() -> repeat(end, MonthsAtOnceIT.this::pack)));
            all.add(threads.submit(() -> repeat(end, MonthsAtOnceIT.this::pack)));
            all.add(threads.submit(() -> repeat(end, MonthsAtOnceIT.this::lay)));
            all.add(threads.submit(() -> repeat(end, MonthsAtOnceIT.this::read)));
        }
        for (Future<?> each : all) {
            assertThat(each.get()).isNull();
        }

        assertThat(troubles).isEmpty();
        assertThat(done.get()).isGreaterThan(10);
    }

    private void repeat(Instant end, Work work) {
        while (Clock.systemUTC().instant().isBefore(end)) {
            try (var connection = database.getConnection()) {
                work.on(connection);
                done.incrementAndGet();
            } catch (SQLException e) {
                String state = String.valueOf(e.getSQLState());
                if (DEADLOCK.equals(state) || !IN_THE_WAY.contains(state)) {
                    troubles.add(state + " " + e.getMessage());
                }
            }
        }
    }

    /** One partition's owner, who writes into both months. */
    private final class Writer {

        private final SplittableRandom random;
        private final int partition;

        Writer(int partition) {
            this.random = new SplittableRandom(partition);
            this.partition = partition;
        }

        void round(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
            // Anew each time: what was made may have been dropped.
            var handler =
                    new ReadingsHandler(
                            new Months(database, Clock.systemUTC()),
                            new PackedDays(Clock.systemUTC()),
                            new ForgottenNodes(ReadingsWriter.SCHEMA),
                            new Rollups(_ -> Optional.of(ZoneOffset.UTC)),
                            () -> {});
            handler.load(connection, Set.of(partition));
            var round = new ArrayList<Received<NodeFact>>();
            for (int i = 0; i < 4; i++) {
                long node = FIRST_NODE + 10L * partition + random.nextInt(4);
                round.add(
                        new Received<>(
                                partition,
                                new StreamId(1, 1),
                                new Entry(1, 1, node, null, new byte[0]),
                                new NodeReadings(
                                        node,
                                        Kind.DEEP,
                                        Source.HTTP,
                                        cold.toInstant(),
                                        readings())));
            }
            handler.apply(connection, round);
            connection.commit();
        }

        private List<Reading> readings() {
            var readings = new ArrayList<Reading>();
            for (int i = 0; i < 5; i++) {
                OffsetDateTime month = random.nextInt(4) == 0 ? old : cold;
                Instant at = month.plusMinutes(random.nextInt(28 * 1_440)).toInstant();
                readings.add(Reading.of(at, Map.of(Metric.ENERGY_KWH, random.nextInt(9) / 4.0)));
            }
            return readings;
        }
    }

    private void make(Connection connection) throws SQLException {
        for (OffsetDateTime month : List.of(old, cold)) {
            run(connection, "select telemetry.ensure_month('deep', '%s')".formatted(day(month)));
        }
    }

    private void drop(Connection connection) throws SQLException {
        for (String what : List.of("telemetry", "rollup_quarter")) {
            run(
                    connection,
                    "select telemetry.drop_month('%s', 'deep', '%s', 400)"
                            .formatted(what, day(old)));
        }
    }

    private void pack(Connection connection) throws SQLException {
        long _ = Cold.pack(connection, Kind.DEEP, cold.toInstant());
    }

    private void lay(Connection connection) throws SQLException {
        Laid.anew(Kind.DEEP, old.toInstant());
        boolean _ = Laid.lay(connection, Kind.DEEP);
    }

    private void read(Connection connection) throws SQLException {
        for (int i = 0; i < 10 * WRITERS; i++) {
            run(
                    connection,
                    "select count(*) from telemetry.readings_deep(%d, '-infinity', 'infinity')"
                            .formatted(FIRST_NODE + i));
        }
    }

    private static String day(OffsetDateTime month) {
        return month.toLocalDate().toString();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }
}
