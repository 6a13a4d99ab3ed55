package com.evaratech.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
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
import com.evaratech.telemetry.Cold;
import com.evaratech.telemetry.readings.PackedDays;
import com.evaratech.telemetry.readings.ReadingPages;
import com.evaratech.telemetry.rollup.Rollups;
import com.evaratech.telemetry.store.Forecast.Expected;
import java.sql.Connection;
import java.sql.ResultSet;
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
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** No reading is lost, doubled or changed, in whatever order readings are written and packed. */
class PackedReadingsIT {

    private static final AtomicLong NODES = new AtomicLong(6_500_000);
    private static final int PARTITION = 4;

    private final Clock clock = Clock.systemUTC();
    private final DataSource database = Migrated.database();
    private final PackedDays packed = new PackedDays(clock);
    private final Instant month =
            clock.instant()
                    .atOffset(ZoneOffset.UTC)
                    .minusDays(120)
                    .withDayOfMonth(1)
                    .truncatedTo(ChronoUnit.DAYS)
                    .toInstant();

    @Property(tries = 30)
    void shouldHaveEachReadingOnceAndAsItWas(@ForAll long seed) throws SQLException {
        var random = new SplittableRandom(seed);
        var history = new History(random);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int turn = random.nextInt(2, 9); turn > 0; turn--) {
                if (random.nextInt(5) < 2) {
                    history.pack(connection);
                } else {
                    history.write(connection);
                }
                history.look(connection);
            }
            // Who is told what will become of readings is told the truth.
            assertThat(
                            Forecast.of(
                                    connection,
                                    Kind.TANK,
                                    history.known.keySet().stream().map(history::again).toList()))
                    .isEqualTo(
                            history.known.isEmpty()
                                    ? Map.of()
                                    : Map.of(Outcome.DUPLICATE, (long) history.known.size()));
            connection.rollback();
        }
    }

    @Example
    void shouldNotPackWhileSomebodyWritesThere() throws SQLException {
        var history = new History(new SplittableRandom(1));
        try (var writer = database.getConnection();
                var packer = database.getConnection()) {
            writer.setAutoCommit(false);
            history.write(writer);
            writer.commit();
            packed.open(
                    writer,
                    Kind.TANK,
                    List.of(history.node),
                    node -> node,
                    _ -> month.toEpochMilli());

            assertThat(Cold.pack(packer, Kind.TANK, month)).isEqualTo(-1);
            writer.rollback();
            await().until(() -> Cold.pack(packer, Kind.TANK, month) >= 0);
        }
    }

    /** A release that does not know of packed readings adds to the partition alone. */
    @Example
    void shouldPutTogetherWhatWasWrittenBesideWhatIsPacked() throws SQLException {
        long node = NODES.incrementAndGet();
        String insert =
                """
                insert into telemetry.telemetry_tank (node_number, recorded_at, %s)
                values (%d, timestamptz '%s', 7)
                """;
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            Migrated.month(database, Kind.TANK, month);
            int _ = statement.executeUpdate(insert.formatted("ph", node, month));
            Cold.pack(Kind.TANK, month);
            int _ = statement.executeUpdate(insert.formatted("tds_ppm", node, month));

            Cold.pack(Kind.TANK, month);

            try (var rows =
                    statement.executeQuery(
                            """
                            select ph, tds_ppm
                            from telemetry.readings_tank(%d, '-infinity', 'infinity')
                            """
                                    .formatted(node))) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getDouble("ph")).isEqualTo(7);
                assertThat(rows.getDouble("tds_ppm")).isEqualTo(7);
                assertThat(rows.next()).isFalse();
            }
        }
    }

    /** What a node tells within a month, and what must be known of it. */
    private final class History {

        private final SplittableRandom random;
        private final long node = NODES.incrementAndGet();
        private final Map<Instant, Map<Metric, Double>> known = new TreeMap<>();
        private final ReadingsHandler handler =
                new ReadingsHandler(
                        new Months(database, clock),
                        packed,
                        new ForgottenNodes(ReadingsWriter.SCHEMA),
                        new Rollups(_ -> Optional.empty()),
                        () -> {});

        History(SplittableRandom random) {
            this.random = random;
        }

        /** By portions, of which some are never committed. */
        void pack(Connection connection) throws SQLException {
            while (Cold.pack(connection, Kind.TANK, month) > 0) {
                if (random.nextInt(4) == 0) {
                    connection.rollback();
                    return;
                }
                connection.commit();
            }
            connection.commit();
        }

        void write(Connection connection) throws SQLException {
            List<Reading> readings = random.nextInt(3) == 0 ? dense() : sparse();
            var entries = new ArrayList<Received<NodeFact>>();
            for (int from = 0; from < readings.size(); from += NodeReadings.MOST) {
                var part =
                        readings.subList(from, Math.min(readings.size(), from + NodeReadings.MOST));
                entries.add(
                        new Received<>(
                                PARTITION,
                                new StreamId(1, 1),
                                new Entry(1, 1, node, null, new byte[0]),
                                new NodeReadings(node, Kind.TANK, Source.HTTP, month, part)));
            }
            handler.apply(connection, entries);
            if (random.nextInt(5) == 0) {
                connection.rollback();
                handler.load(connection, Set.of(PARTITION));
                return;
            }
            connection.commit();
            for (Reading reading : readings) {
                Map<Metric, Double> values =
                        known.computeIfAbsent(reading.recordedAt(), _ -> new TreeMap<>());
                for (Metric metric : reading.metrics()) {
                    values.putIfAbsent(metric, reading.value(metric));
                }
            }
        }

        /** Anywhere in the month, at few instants of each day, so that many come again. */
        private List<Reading> sparse() {
            var readings = new ArrayList<Reading>();
            for (int i = random.nextInt(1, 20); i > 0; i--) {
                readings.add(
                        Reading.of(
                                month.plus(Duration.ofDays(random.nextInt(28)))
                                        .plusMillis(random.nextInt(4) * 28_799_999L),
                                values()));
            }
            return readings;
        }

        /** Some days of a reading each minute or so. */
        private List<Reading> dense() {
            Instant begin = month.plus(Duration.ofHours(random.nextInt(24 * 20)));
            var readings = new ArrayList<Reading>();
            for (int i = 0; i < random.nextInt(500, 3_000); i++) {
                readings.add(
                        Reading.of(
                                begin.plusMillis(60_000L * i + random.nextInt(2_000)), values()));
            }
            return readings;
        }

        private Map<Metric, Double> values() {
            Map<Metric, Double> values = new TreeMap<>();
            values.put(Metric.WATER_LEVEL_CM, random.nextInt(0, 4_000) / 10.0);
            if (random.nextInt(3) == 0) {
                values.put(Metric.WATER_LEVEL_PERCENT, random.nextDouble(0, 100));
            }
            if (random.nextInt(40) == 0) {
                values.put(Metric.PH, random.nextInt(0, 140) / 10.0);
            }
            return values;
        }

        Expected again(Instant at) {
            return new Expected(node, Reading.of(at, Map.copyOf(known.getOrDefault(at, Map.of()))));
        }

        /** In one piece, and page by page. */
        void look(Connection connection) throws SQLException {
            List<Map.Entry<Instant, Map<Metric, Double>>> expected = List.copyOf(known.entrySet());
            assertThat(page(connection, OffsetDateTime.MIN, known.size() + 1)).isEqualTo(expected);
            int most = random.nextInt(50, 2_000);
            var walked = new ArrayList<Map.Entry<Instant, Map<Metric, Double>>>();
            List<Map.Entry<Instant, Map<Metric, Double>>> page;
            OffsetDateTime from = OffsetDateTime.MIN;
            do {
                page = page(connection, from, most);
                walked.addAll(page);
                if (!page.isEmpty()) {
                    from = page.getLast().getKey().plusMillis(1).atOffset(ZoneOffset.UTC);
                }
            } while (page.size() == most);
            assertThat(walked).isEqualTo(expected);
            connection.commit();
        }

        private List<Map.Entry<Instant, Map<Metric, Double>>> page(
                Connection connection, OffsetDateTime from, int most) throws SQLException {
            var found = new ArrayList<Map.Entry<Instant, Map<Metric, Double>>>();
            try (var statement = ReadingPages.prepareAll(connection, Kind.TANK, node, from, most);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var at = rows.getObject("recorded_at", OffsetDateTime.class);
                    if (at != null) {
                        found.add(Map.entry(at.toInstant(), values(rows)));
                    }
                }
            }
            return found;
        }

        private static Map<Metric, Double> values(ResultSet row) throws SQLException {
            Map<Metric, Double> values = new TreeMap<>();
            for (Metric metric : Metric.of(Kind.TANK)) {
                double value = row.getDouble(metric.code());
                if (!row.wasNull()) {
                    values.put(metric, value);
                }
            }
            return values;
        }
    }
}
