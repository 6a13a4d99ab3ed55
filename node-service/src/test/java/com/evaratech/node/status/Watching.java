package com.evaratech.node.status;

import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.QuietPolls;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.Source;
import com.evaratech.common.reading.Watermark;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the tests of status do: register nodes, send readings and heartbeats, and look. Each has a
 * day of its own, later than all heartbeats before, so that none of them disturbs another.
 */
final class Watching implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(20);

    /** The least that a node can have: three minutes. */
    static final Duration OFFLINE_AFTER = Duration.ofMinutes(3);

    private final StreamDefinition readings;
    private final StreamPublisher publisher;
    private final Person superadmin = Person.superadmin();
    private final Instant start;

    Watching(Bus bus, StreamDefinition readings, PublisherLimits limits) {
        this.readings = readings;
        this.publisher = StreamPublisher.start(bus, readings, limits, new SimpleMeterRegistry());
        long newest =
                number(
                        "select coalesce(max(at_ms), 0) from registry.source_watermark where partition >= ?",
                        0);
        this.start =
                Instant.ofEpochMilli(
                                Math.max(
                                        newest,
                                        Instant.parse("2026-05-01T12:00:00Z").toEpochMilli()))
                        .plus(Duration.ofDays(1));
    }

    /** A node with its number. */
    record Watched(UUID id, long number) {}

    /** An instant of this test's day. */
    Instant at(long seconds) {
        return start.plusSeconds(seconds);
    }

    /** The newest node of a tenant. */
    Watched node(Tenant tenant) {
        return new Watched(
                tenant.node(),
                number("select number from registry.node where node_id = ?", tenant.node()));
    }

    Watched node() {
        return node(Tenant.create());
    }

    /** The node measured something at that second. */
    void report(Watched node, Source source, long second) {
        var reading = Reading.of(at(second), Map.of(Metric.WATER_LEVEL_PERCENT, 50.0));
        send(
                readings.partitionOf(node.number()),
                ReadingsCodec.encode(
                        new NodeReadings(
                                node.number(), Kind.TANK, source, at(second), List.of(reading)),
                        null));
    }

    /** The source worked all the time from one second to another. */
    void beat(Watched node, Source source, long from, long to) {
        for (long second = from; second <= to; second += 10) {
            beat(node, source, second);
        }
        beat(node, source, to);
    }

    void beat(Watched node, Source source, long second) {
        send(readings.partitionOf(node.number()), new Watermark(source, at(second)).toEntry());
    }

    /** The node's channel was asked then, and had nothing new. */
    void poll(Watched node, long second) {
        send(
                readings.partitionOf(node.number()),
                new QuietPolls(Map.of(node.number(), at(second))).toEntry());
    }

    private void send(int partition, Entry entry) {
        // The bus may be on its way back from a test that took it away.
        await().atMost(PATIENCE)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> publisher.publish(partition, entry).join() instanceof Accepted);
    }

    JsonPath show(Watched node) {
        return superadmin
                .get("/api/v1/nodes/" + node.id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    void awaitStatus(Watched node, String status) {
        await().atMost(PATIENCE).until(() -> show(node).getString("status"), status::equals);
    }

    /** Until heartbeats up to that second have come, and the node was judged by them. */
    void awaitJudged(Watched node, long second) {
        await().atMost(PATIENCE)
                .until(() ->
                        number(
                                        """
                                        select count(*) from registry.node_seen s
                                        join registry.source_watermark w using (partition, source)
                                        where s.number = ? and w.at_ms >= %d
                                            and (s.check_ms > w.at_ms or s.silent_since_ms is not null)
                                        """
                                                .formatted(at(second).toEpochMilli()),
                                        node.number())
                                == 1);
    }

    static long number(String sql, Object value) {
        try (var connection = EvaraServers.connectAsRuntime("registry");
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new AssertionError("no row: " + sql);
                }
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
