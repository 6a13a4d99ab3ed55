package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.postgres.DatabaseRoles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is said of nodes when not they are silent but what their readings come by: nothing, however
 * long it lasts. Devices go on sending, a channel goes on filling, and each part of the way is away
 * for longer than any of them may be silent. Run by {@link RunningFleetIT}.
 */
abstract class PipelineAwayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Less than anybody may set, so that it takes seconds; room for whoever has just started. */
    private static final Duration OFFLINE_AFTER = Duration.ofSeconds(15);

    private static final Duration OUTAGE = OFFLINE_AFTER.plusSeconds(3);

    /** A device tries anew rather than to wait; a service that has just started is slow. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(4);

    private static final int CHANNEL = 4_712;

    /** It answers nobody, while it takes what devices send there. */
    private static final String THINGSPEAK_HANGS = "{\"kind\": \"delay\", \"ms\": 60000}";

    private final LocalFleet fleet;
    private final InstantSource clock = Clock.systemUTC();
    private final List<String> keys = new ArrayList<>();
    private Person admin;

    // By a device's own sending; by a channel; by a device's sending, until it ends.
    private String ofDevice;
    private String ofChannel;
    private String ofSilentDevice;

    PipelineAwayIT(LocalFleet fleet) {
        this.fleet = fleet;
    }

    @BeforeEach
    void register() throws IOException, InterruptedException, SQLException {
        admin = Person.of(fleet, "community_admin");
        String community = admin.community();
        long now = System.nanoTime();
        ofDevice = admin.node(community, "device-" + now, "OHT");
        ofSilentDevice = admin.node(community, "silent-" + now, "OHT");
        ofChannel = admin.node(community, "channel-" + now, "OHT");
        for (String node : List.of(ofDevice, ofSilentDevice)) {
            keys.add(admin.deviceKey(node));
        }
        tell(
                "/standin/channels",
                "{\"id\": %d, \"labels\": [\"Level\"], \"public\": true}".formatted(CHANNEL));
        admin.channel(ofChannel, CHANNEL, 1, "{\"field\": 1, \"metric\": \"water_level_cm\"}");
        for (String node : all()) {
            shortenPatience(node);
            admin.rule(community, node, "Silent", "{\"kind\": \"silence\", \"after_seconds\": 0}");
        }
        goOnUntil("ONLINE ONLINE ONLINE", keys);
    }

    @Test
    void shouldCallNobodySilentWhoseReadingsCouldNotCome() throws Exception {
        List<Long> before = statusesTold();

        // Each way in is cut once from outside and once where it is read; what both lead to, once.
        tell("/standin/faults", THINGSPEAK_HANGS);
        try (Away _ = Away.of(fleet, "gateway-service")) {
            measureFor(OUTAGE);
        } finally {
            HttpResponse<String> _ =
                    fleet.send(HttpRequest.newBuilder(standInAt("/standin/faults")).DELETE());
        }
        // The channel's turn may come late: it has failed.
        awaitHeard(List.of(ofDevice, ofSilentDevice));
        try (Away _ = Away.of(fleet, "thingspeak-poller");
                Away _ = Away.of(fleet, "telemetry-service")) {
            measureFor(OUTAGE);
        }
        awaitHeard(all());
        try (Away _ = Away.of(fleet, "redis");
                Away _ = Away.of(fleet, "node-service")) {
            measureFor(OUTAGE);
        }
        awaitHeard(all());
        assertThat(statusesTold()).isEqualTo(before);

        // Who is silent while the others are heard is found so: he alone, and once.
        goOnUntil("ONLINE ONLINE OFFLINE", keys.subList(0, 1));
        await().atMost(PATIENCE).until(() -> silences(ofSilentDevice) == 1);
        assertThat(statusesTold())
                .isEqualTo(List.of(before.get(0), before.get(1), before.get(2) + 1));
        assertThat(silences(ofDevice)).isZero();
        assertThat(silences(ofChannel)).isZero();
    }

    private List<String> all() {
        return List.of(ofDevice, ofChannel, ofSilentDevice);
    }

    private void measureFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plus(PATIENCE))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    measure(keys);
                    return System.nanoTime() - end > 0;
                });
    }

    /** Until readings of now have come of these. */
    private void awaitHeard(List<String> nodes) {
        Instant back = clock.instant();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    measure(keys);
                    assertThat(shown(nodes, "last_seen_at"))
                            .allMatch(at -> Instant.parse(at).isAfter(back));
                });
    }

    /** Measures until the nodes are so. */
    private void goOnUntil(String statuses, List<String> sending) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    measure(sending);
                    assertThat(String.join(" ", shown(all(), "status"))).isEqualTo(statuses);
                });
    }

    /** Whether anybody takes it is not the devices' affair. */
    private void measure(List<String> sending) throws IOException, InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (String key : sending) {
            send(key, now);
        }
        tell(
                "/standin/channels/" + CHANNEL + "/rows",
                "{\"rows\": [{\"created_at\": \"%s\", \"field1\": \"150\"}]}".formatted(now));
    }

    private void send(String key, Instant at) {
        try {
            HttpResponse<String> _ =
                    fleet.send(
                            HttpRequest.newBuilder(
                                            URI.create(fleet.gateway() + "/api/v1/telemetry"))
                                    .timeout(IMPATIENCE)
                                    .header("X-Device-Key", key)
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "{\"recorded_at\": \"%s\", \"metrics\": {\"water_level_cm\": 150}}"
                                                            .formatted(at))));
        } catch (IOException _) {
            // It measures again in a second.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the stand-in for ThingSpeak what is so now. */
    private void tell(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                fleet.send(
                        HttpRequest.newBuilder(standInAt(path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private List<String> shown(List<String> nodes, String field)
            throws IOException, InterruptedException {
        List<String> shown = new ArrayList<>();
        for (String node : nodes) {
            shown.add(admin.get("/api/v1/nodes/" + node).path(field).asText());
        }
        return shown;
    }

    private int silences(String node) throws IOException, InterruptedException {
        return admin.get("/api/v1/alerts?state=all&node=" + node).path("items").size();
    }

    private URI standInAt(String path) throws IOException {
        return URI.create(fleet.part("thingspeak").path("url").asText() + path);
    }

    private void shortenPatience(String node) throws IOException, SQLException {
        try (Connection registry = registry();
                PreparedStatement shorten =
                        registry.prepareStatement(
                                """
                                update registry.node_seen s set offline_after_ms = ?
                                from registry.node n
                                where n.node_id = ?::uuid and s.number = n.number
                                """)) {
            shorten.setLong(1, OFFLINE_AFTER.toMillis());
            shorten.setString(2, node);
            assertThat(shorten.executeUpdate()).isOne();
        }
    }

    /** How often the others were told what each node is. */
    private List<Long> statusesTold() throws IOException, SQLException {
        List<Long> told = new ArrayList<>();
        try (Connection registry = registry();
                PreparedStatement versions =
                        registry.prepareStatement(
                                "select version from registry.node_status where node_id = ?::uuid")) {
            for (String node : all()) {
                versions.setString(1, node);
                try (ResultSet row = versions.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    told.add(row.getLong(1));
                }
            }
        }
        return told;
    }

    private Connection registry() throws IOException, SQLException {
        int port = URI.create(fleet.part("postgres").path("url").asText()).getPort();
        String role = DatabaseRoles.runtimeOf("registry");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DatabaseRoles.DATABASE),
                role,
                Files.readString(fleet.home().resolve("secrets").resolve(role)).strip());
    }
}
