package com.evaratech.telemetry;

import static com.evaratech.local.testing.http.Request.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.http.Response;
import io.quarkus.arc.Arc;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A node that reports, and somebody who may look at it. */
public record Reporting(NodeEntry node, String viewer) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    // Where the application is started again for other settings, this class begins anew beside what
    // it left in the database.
    private static final AtomicLong NUMBERS =
            new AtomicLong(8_000_000 + new Random().nextInt(900) * 1_000L);

    /** One of its own community. */
    public static Reporting of(Kind kind, String zone) {
        return of(kind, zone, new Placement(UUID.randomUUID(), UUID.randomUUID(), null));
    }

    /** One of that place. */
    public static Reporting of(Kind kind, String zone, Placement place) {
        var node =
                new NodeEntry(
                        1,
                        UUID.randomUUID(),
                        NUMBERS.incrementAndGet(),
                        kind.name(),
                        switch (kind) {
                            case TANK -> "OHT";
                            case FLOW -> "FLOW_METER";
                            case DEEP -> "BOREWELL";
                        },
                        place,
                        List.of(),
                        ZoneId.of(zone));
        TestDirectory.publish(node);
        TestDirectory.markComplete();
        return new Reporting(
                node, TestTokens.person(Role.VIEWER, new Scope.OfCommunity(place.communityId())));
    }

    /** The same node with days of another zone. */
    public Reporting movedTo(String zone) {
        var moved =
                new NodeEntry(
                        node.version() + 1,
                        node.id(),
                        node.number(),
                        node.kind(),
                        node.category(),
                        node.placement(),
                        node.tags(),
                        ZoneId.of(zone));
        TestDirectory.publish(moved);
        return new Reporting(moved, viewer);
    }

    /** Reports, and returns once all of it is stored. */
    public void report(List<Reading> readings) {
        var kind = Kind.valueOf(node.kind());
        long before = stored();
        var publisher = Arc.container().instance(ReadingsPublisher.class).get();
        for (int from = 0; from < readings.size(); from += NodeReadings.MOST) {
            var part = readings.subList(from, Math.min(readings.size(), from + NodeReadings.MOST));
            var entry =
                    new NodeReadings(
                            node.number(), kind, Source.HTTP, part.getFirst().recordedAt(), part);
            // After another test's outage the publisher lets the clocks of servers pass first.
            await().atMost(PATIENCE)
                    .until(() -> publisher.publish(entry).join() instanceof Accepted);
        }
        await().atMost(PATIENCE).until(() -> stored() == before + readings.size());
    }

    /** Returns once lists have it: the service's own copy of nodes follows the directory. */
    public void awaitListed() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        asks("/api/v1/telemetry/latest?nodes=" + node.id())
                                .body("items", hasSize(1)));
    }

    /** Asks as the viewer does. */
    public Response asks(String path) {
        return given().bearer(viewer).encoded().get(path).then();
    }

    private long stored() {
        try (var connection = EvaraServers.connectAsRuntime("telemetry");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from telemetry.readings_%s(%d, '-infinity', 'infinity')"
                                        .formatted(
                                                node.kind().toLowerCase(Locale.ROOT),
                                                node.number()))) {
            return rows.next() ? rows.getLong(1) : -1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
