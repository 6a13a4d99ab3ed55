package com.evaratech.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readings from the stream into tables, on the servers that a fleet has. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class ReadingsWriterIT {

    private static final AtomicLong NODES = new AtomicLong(5_000_000);
    // Nobody else here publishes as the poller does, so that these are counted apart.
    private static final Source SOURCE = Source.THINGSPEAK;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;

    private final long node = NODES.incrementAndGet();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldHaveAColumnForEveryMetricOfAKind(Kind kind) throws SQLException {
        Map<String, String> expected = new TreeMap<>();
        for (Metric metric : Metric.of(kind)) {
            boolean isWord = metric.plausible() instanceof Plausible.OneOf;
            expected.put(metric.code(), isWord ? "text" : "double precision");
        }

        String table = KindColumns.of(kind).table().replace("telemetry.", "");
        List<String> columns =
                texts(
                        """
                        select column_name || ' ' || data_type from information_schema.columns
                        where table_schema = 'telemetry' and table_name = '%s'
                            and column_name not in ('node_number', 'recorded_at')
                        """
                                .formatted(table));

        assertThat(columns)
                .containsExactlyInAnyOrderElementsOf(
                        expected.entrySet().stream()
                                .map(column -> column.getKey() + " " + column.getValue())
                                .toList());
    }

    @Test
    void shouldStoreWhatAReadingCarriesToTheMillisecond() {
        publish(
                Kind.FLOW,
                reading(now, Map.of(Metric.FLOW_RATE_LPM, 12.5, Metric.PUMP_STATUS, 2.0)));

        awaitCount("stored", 1);
        assertThat(
                        texts(
                                """
                                select flow_rate_lpm || ' ' || pump_status || ' '
                                    || (extract(epoch from recorded_at) * 1000)::bigint
                                    || ' ' || coalesce(pressure_bar::text, 'none')
                                from telemetry.telemetry_flow where node_number = %d
                                """
                                        .formatted(node)))
                .containsExactly("12.5 FAULT " + now.toEpochMilli() + " none");
    }

    @Test
    void shouldTellStoredMergedDuplicateAndConflictApart() {
        publish(Kind.TANK, reading(now, Map.of(Metric.WATER_LEVEL_CM, 100.0)));
        awaitCount("stored", 1);
        publish(Kind.TANK, reading(now, Map.of(Metric.WATER_LEVEL_CM, 100.0)));
        awaitCount("duplicate", 1);
        publish(Kind.TANK, reading(now, Map.of(Metric.WATER_LEVEL_CM, 100.0, Metric.PH, 7.0)));
        awaitCount("merged", 1);
        publish(
                Kind.TANK,
                reading(now, Map.of(Metric.WATER_LEVEL_CM, 90.0, Metric.TDS_PPM, 300.0)));
        awaitCount("conflict", 1);

        assertThat(rows("water_level_cm || ' ' || ph || ' ' || tds_ppm", "tank"))
                .containsExactly("100 7 300");
        assertThat(
                        texts(
"""
select metric || ' ' || kept || ' ' || refused
from telemetry.conflict where node_number = %d
"""
                                        .formatted(node)))
                .containsExactly("water_level_cm 100.0 90.0");
        assertThat(
                        texts(
"""
select water_level_cm || ' ' || ph || ' ' || tds_ppm
from telemetry.latest where node_number = %d
"""
                                        .formatted(node)))
                .containsExactly("100 7 300");
    }

    @Test
    void shouldPutTogetherWhatComesTwiceInOneEntry() {
        publish(
                Kind.TANK,
                reading(now, Map.of(Metric.WATER_LEVEL_CM, 100.0)),
                reading(now, Map.of(Metric.PH, 7.0)),
                reading(now, Map.of(Metric.PH, 8.0)),
                reading(now, Map.of(Metric.PH, 7.0)));

        awaitCount("conflict", 1);
        assertThat(count("stored")).isOne();
        assertThat(count("merged")).isOne();
        assertThat(count("duplicate")).isOne();
        assertThat(rows("water_level_cm || ' ' || ph", "tank")).containsExactly("100 7");
    }

    @Test
    void shouldKeepTheNewestReadingWhateverComesLater() {
        publish(Kind.TANK, reading(now, Map.of(Metric.PH, 7.0)));
        publish(Kind.TANK, reading(now.minusSeconds(60), Map.of(Metric.PH, 6.0)));

        awaitCount("stored", 2);
        assertThat(texts("select ph::text from telemetry.latest where node_number = " + node))
                .containsExactly("7");
    }

    @Test
    void shouldMakeThePartitionOfAMonthThatHasNone() {
        Instant longAgo = now.minus(Duration.ofDays(300));

        publish(Kind.DEEP, reading(longAgo, Map.of(Metric.VOLTAGE_V, 231.0)));

        awaitCount("stored", 1);
        assertThat(rows("voltage_v::text", "deep")).containsExactly("231");
    }

    @Test
    void shouldStoreEachOnceWhenEverythingIsReadAgain() throws SQLException {
        execute("create table telemetry.position_before as table telemetry.stream_position");
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < 500; i++) {
            readings.add(reading(now.minusSeconds(i), Map.of(Metric.WATER_LEVEL_CM, 1.0 * i)));
        }
        publish(Kind.TANK, readings.toArray(Reading[]::new));
        awaitCount("stored", 500);

        // Back to where this test began, so that those of other tests do not come again.
        execute(
                """
                update telemetry.stream_position now
                set position_ms = old.position_ms, position_seq = old.position_seq,
                    read_count = old.read_count
                from telemetry.position_before old where old.partition = now.partition
                """);
        execute("drop table telemetry.position_before");
        publish(Kind.TANK, reading(now.plusSeconds(1), Map.of(Metric.WATER_LEVEL_CM, 1.0)));

        // It came last: what came before it is counted.
        awaitCount("stored", 501);
        assertThat(count("duplicate")).isEqualTo(500);
        assertThat(count("merged")).isZero();
        assertThat(count("conflict")).isZero();
        assertThat(rows("node_number::text", "tank")).hasSize(501);
    }

    @BeforeEach
    void forgetWhatOthersCounted() throws SQLException {
        execute("delete from telemetry.outcome");
    }

    private void publish(Kind kind, Reading... readings) {
        var entry = new NodeReadings(node, kind, SOURCE, now, List.of(readings));
        // After another test's outage the publisher lets the clocks of servers pass first.
        await().atMost(PATIENCE).until(() -> publisher.publish(entry).join() instanceof Accepted);
    }

    private static Reading reading(Instant at, Map<Metric, Double> values) {
        return Reading.of(at, values);
    }

    private void awaitCount(String outcome, long expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(count(outcome)).isEqualTo(expected));
    }

    private long count(String outcome) {
        String sum =
                """
                select coalesce(sum(readings), 0)::text from telemetry.outcome
                where source = '%s' and outcome = '%s'
                """
                        .formatted(SOURCE.code(), outcome);
        return Long.parseLong(texts(sum).getFirst());
    }

    private List<String> rows(String expression, String kind) {
        return texts(
                "select %s from telemetry.telemetry_%s where node_number = %d"
                        .formatted(expression, kind, node));
    }

    private static List<String> texts(String sql) {
        try (Connection connection = EvaraServers.connectAsOwner("telemetry");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = EvaraServers.connectAsOwner("telemetry");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
