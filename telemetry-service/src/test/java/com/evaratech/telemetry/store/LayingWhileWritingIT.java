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
import com.evaratech.telemetry.Laid;
import com.evaratech.telemetry.readings.PackedDays;
import com.evaratech.telemetry.rollup.Rollups;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Rollups stay what the readings come to while late ones are written into days that are laid. */
class LayingWhileWritingIT {

    private static final Kind KIND = Kind.FLOW;
    private static final long FIRST_NODE = 6_850_000;
    private static final int WRITERS = 2;
    private static final int NODES_OF_WRITER = 4;
    private static final int ROUNDS = 120;
    private static final int FIRST_PARTITION = 20;
    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("UTC"),
                    ZoneId.of("Asia/Kolkata"),
                    ZoneId.of("Pacific/Kiritimati"),
                    ZoneId.of("America/New_York"));

    private final DataSource database = Migrated.database();
    private final Instant now = Clock.systemUTC().instant();
    private final Instant begin = now.minus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
    private final AtomicInteger writing = new AtomicInteger(WRITERS);

    @Test
    void shouldComeToTheSame() throws Exception {
        var writers = new ArrayList<Writer>();
        List<Future<?>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                var writer = new Writer(i);
                writers.add(writer);
                all.add(
                        threads.submit(() -> {
                            try {
                                writer.write();
                                return true;
                            } finally {
                                writing.decrementAndGet();
                            }
                        }));
            }
            assertThat(layUntilAllIsWritten()).isGreaterThan(WRITERS * NODES_OF_WRITER);
        }
        for (Future<?> each : all) {
            assertThat(each.get()).isEqualTo(true);
        }

        try (var connection = database.getConnection()) {
            for (Writer writer : writers) {
                writer.compare(connection);
            }
        }
    }

    /** How many nodes had rows that were laid. */
    private int layUntilAllIsWritten() throws SQLException {
        int nodes = 0;
        try (var connection = database.getConnection()) {
            while (writing.get() > 0) {
                Laid.anew(KIND, begin);
                for (String what : List.of("quarter", "day")) {
                    int laid = Laid.portion(connection, what, KIND);
                    while (laid > 0) {
                        nodes += laid;
                        laid = Laid.portion(connection, what, KIND);
                    }
                }
            }
        }
        return nodes;
    }

    /** One partition's owner; what it writes falls on few quarters, again and again. */
    private final class Writer {

        private final SplittableRandom random;
        private final int partition;
        private final Map<Long, ZoneId> zones = new HashMap<>();
        private final ReadingsHandler handler =
                new ReadingsHandler(
                        new Months(database, Clock.systemUTC()),
                        new PackedDays(Clock.systemUTC()),
                        new ForgottenNodes(ReadingsWriter.SCHEMA),
                        new Rollups(node -> Optional.ofNullable(zones.get(node))),
                        () -> {});
        private long entries;

        Writer(int place) {
            this.random = new SplittableRandom(place);
            this.partition = FIRST_PARTITION + place;
        }

        void write() throws SQLException {
            try (var connection = database.getConnection()) {
                connection.setAutoCommit(false);
                handler.load(connection, Set.of(partition));
                for (int round = 0; round < ROUNDS; round++) {
                    if (random.nextInt(8) == 0) {
                        zones.put(node(), ZONES.get(random.nextInt(ZONES.size())));
                    }
                    handler.apply(connection, List.of(entry(), entry(), entry()));
                    if (random.nextInt(10) == 0) {
                        connection.rollback();
                        handler.load(connection, Set.of(partition));
                    }
                    connection.commit();
                }
            }
        }

        private long node() {
            return FIRST_NODE + 10L * partition + random.nextInt(NODES_OF_WRITER);
        }

        private Received<NodeFact> entry() {
            long node = node();
            var readings = new ArrayList<Reading>();
            for (int i = random.nextInt(1, 10); i > 0; i--) {
                Instant at = begin.plusSeconds(random.nextInt(3 * 86_400) / 60 * 60L);
                readings.add(
                        Reading.of(
                                at,
                                Map.of(
                                        Metric.CUMULATIVE_VOLUME_LITRES,
                                        2_000 + random.nextInt(400) / 4.0,
                                        Metric.FLOW_RATE_LPM,
                                        random.nextInt(400) / 4.0)));
            }
            NodeFact content =
                    random.nextInt(6) == 0
                            ? new Correction(node, KIND, "somebody", "", begin, readings)
                            : new NodeReadings(node, KIND, Source.HTTP, begin, readings);
            return new Received<>(
                    partition,
                    new StreamId(1, ++entries),
                    new Entry(1, 1, node, null, new byte[0]),
                    content);
        }

        void compare(Connection connection) throws SQLException {
            for (int i = 0; i < NODES_OF_WRITER; i++) {
                long node = FIRST_NODE + 10L * partition + i;
                var stored = RollupRows.stored(connection, KIND, node);
                assertThat(stored).isNotEmpty();
                ZoneId zone = RollupRows.cutBy(connection, node);
                assertThat(RollupRows.rollups(connection, "rollup_quarter_flow", "begins", node))
                        .isEqualTo(RollupModel.rows(stored, RollupRows::quarter));
                assertThat(RollupRows.rollups(connection, "rollup_day_flow", "day", node))
                        .isEqualTo(
                                RollupModel.rows(
                                        stored, at -> at.atZone(zone).toLocalDate().toString()));
            }
        }
    }
}
