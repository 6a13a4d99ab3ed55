package com.evaratech.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.forget.ForgottenNodes;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Correction;
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
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Rollups are what the stored readings come to, and the newest one is the newest, whatever came
 * late, twice, in parts or as a correction, and wherever they were laid meanwhile.
 */
class RollupPropertyIT {

    private static final AtomicLong NODES = new AtomicLong(6_000_000);
    private static final int PARTITION = 3;

    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("Asia/Kolkata"),
                    ZoneId.of("Asia/Kathmandu"),
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("America/New_York"),
                    ZoneId.of("Australia/Lord_Howe"),
                    ZoneId.of("UTC"));

    // Nights in which one of these zones sets its clocks, and an ordinary one.
    private static final List<Instant> NIGHTS =
            List.of(
                    Instant.parse("2026-03-29T00:00:00Z"),
                    Instant.parse("2026-10-25T00:00:00Z"),
                    Instant.parse("2026-03-08T06:00:00Z"),
                    Instant.parse("2026-04-04T14:00:00Z"),
                    Instant.parse("2026-06-01T00:00:00Z"));

    private final DataSource database = Migrated.database();
    private final Instant now = Clock.systemUTC().instant();

    @Property(tries = 60)
    void shouldBeWhatTheReadingsComeTo(@ForAll long seed) throws SQLException {
        var random = new SplittableRandom(seed);
        var history = new History(random);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int round = random.nextInt(1, 8); round > 0; round--) {
                history.round(connection);
            }
            for (long node : history.nodes) {
                NavigableMap<Instant, Map<Metric, Double>> stored =
                        RollupRows.stored(connection, history.kind, node);
                ZoneId zone = RollupRows.cutBy(connection, node);
                String kind = KindColumns.of(history.kind).code();
                assertThat(RollupRows.rollups(connection, "rollup_quarter_" + kind, "begins", node))
                        .isEqualTo(RollupModel.rows(stored, RollupRows::quarter));
                assertThat(RollupRows.rollups(connection, "rollup_day_" + kind, "day", node))
                        .isEqualTo(
                                RollupModel.rows(
                                        stored, at -> at.atZone(zone).toLocalDate().toString()));
                assertThat(RollupRows.latest(connection, history.kind, node))
                        .isEqualTo(newest(stored));
            }
        }
    }

    private static Map<Instant, Map<Metric, Double>> newest(
            NavigableMap<Instant, Map<Metric, Double>> stored) {
        return stored.isEmpty() ? Map.of() : stored.tailMap(stored.lastKey());
    }

    /**
     * Rounds of readings of two nodes, in a night or a few around it, that fall on few instants.
     */
    private final class History {

        private final SplittableRandom random;
        private final Kind kind;
        private final Metric counter;
        private final List<Long> nodes = List.of(NODES.incrementAndGet(), NODES.incrementAndGet());
        private final Map<Long, ZoneId> zones = new HashMap<>();
        private final Instant night;
        private final int spreadSeconds;
        private final ReadingsHandler handler;
        private long entries;

        History(SplittableRandom random) {
            this.random = random;
            this.kind = random.nextInt(3) == 0 ? Kind.DEEP : Kind.FLOW;
            this.counter = kind == Kind.FLOW ? Metric.CUMULATIVE_VOLUME_LITRES : Metric.ENERGY_KWH;
            this.night = NIGHTS.get(random.nextInt(NIGHTS.size()));
            this.spreadSeconds = List.of(600, 7_200, 200_000).get(random.nextInt(3));
            this.handler =
                    new ReadingsHandler(
                            new Months(database, Clock.systemUTC()),
                            new PackedDays(Clock.systemUTC()),
                            new ForgottenNodes(ReadingsWriter.SCHEMA),
                            new Rollups(node -> Optional.ofNullable(zones.get(node))),
                            () -> {});
        }

        void round(Connection connection) throws SQLException {
            if (random.nextInt(3) == 0) {
                zones.put(nodes.get(random.nextInt(2)), ZONES.get(random.nextInt(ZONES.size())));
            }
            var entries = new ArrayList<Received<NodeFact>>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                entries.add(entry());
            }
            if (random.nextInt(3) == 0 && Cold.isCold(night.plusSeconds(86_400 * 3), now)) {
                pack(connection);
            }
            // Seldom: it goes through all days since.
            if (random.nextInt(8) == 0) {
                Laid.anew(kind, night.minusSeconds(86_400 * 5));
                boolean _ = Laid.lay(connection, kind);
            }
            handler.apply(connection, entries);
            if (random.nextInt(5) == 0) {
                connection.rollback();
                handler.load(connection, Set.of(PARTITION));
            }
            connection.commit();
        }

        /** What is packed is taken out by whoever writes there, rollups included. */
        private void pack(Connection connection) throws SQLException {
            for (int days : List.of(-3, 3)) {
                while (Cold.pack(connection, kind, night.plusSeconds(86_400L * days)) > 0) {
                    connection.commit();
                }
            }
        }

        private Received<NodeFact> entry() {
            long node = nodes.get(random.nextInt(2));
            NodeFact content =
                    random.nextInt(6) == 0
                            ? new Correction(node, kind, "somebody", "", night, readings(4))
                            : new NodeReadings(node, kind, Source.THINGSPEAK, night, readings(8));
            return new Received<>(
                    PARTITION,
                    new StreamId(1, ++entries),
                    new Entry(1, 1, node, null, new byte[0]),
                    content);
        }

        private List<Reading> readings(int most) {
            var readings = new ArrayList<Reading>();
            for (int i = random.nextInt(1, most); i > 0; i--) {
                long steps = random.nextInt(-40, 40);
                Instant at = night.plusMillis(steps * spreadSeconds * 1_000L / 40);
                readings.add(Reading.of(at, values()));
            }
            return readings;
        }

        private Map<Metric, Double> values() {
            Map<Metric, Double> values = new HashMap<>();
            while (values.isEmpty()) {
                if (random.nextBoolean()) {
                    values.put(Metric.FLOW_RATE_LPM, random.nextInt(-8, 400) / 4.0);
                }
                if (random.nextBoolean()) {
                    values.put(counter, stands());
                }
                if (random.nextInt(3) == 0) {
                    values.put(Metric.PUMP_STATUS, (double) random.nextInt(3));
                }
            }
            return values;
        }

        /**
         * Mostly scattered, so that it turns and is set back again and again; often the same, and
         * back where it was, as behind a mistake.
         */
        private double stands() {
            return switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> random.nextInt(0, 40_000) / 4.0;
                case 2 -> 9_900 + random.nextInt(0, 390) / 4.0;
                default -> 2_000 + random.nextInt(0, 3);
            };
        }
    }
}
