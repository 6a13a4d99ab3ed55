package com.evaratech.telemetry.outcomes;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.ingest.Device;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody asks what became of a reading. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class NodeOutcomesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Device device = Device.tank();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        Device.awaitTaken();
    }

    @Test
    void shouldTellWhatWasMergedAndWhatWasRefused() {
        send(now, "\"ph\": 7");
        send(now, "\"ph\": 7");
        send(now, "\"tds_ppm\": 120, \"battery_v\": 3.7");
        send(now, "\"ph\": 8.5");
        send(now.minusSeconds(60), "\"ph\": 6");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> outcomes("").body("items.outcome", contains("conflict", "merged")));
        outcomes("")
                .body("items.recorded_at", contains(now.toString(), now.toString()))
                .body("items[0].source", equalTo("http"))
                .body("items[0].metrics", contains("ph"))
                .body("items[0].kept", equalTo("7.0"))
                .body("items[0].refused", equalTo("8.5"))
                .body("items[1].metrics", containsInAnyOrder("tds_ppm", "battery_v"))
                .body("items[1].kept", nullValue());
    }

    @Test
    void shouldListASpanPageByPage() {
        for (int i = 0; i < 3; i++) {
            send(now.minusSeconds(i), "\"ph\": 7");
            send(now.minusSeconds(i), "\"ph\": 8");
        }
        await().atMost(PATIENCE).untilAsserted(() -> outcomes("").body("items", hasSize(3)));

        outcomes("?from=%s&to=%s".formatted(now.minusSeconds(1), now))
                .body("items.recorded_at", contains(now.minusSeconds(1).toString()));
        String next = outcomes("?limit=2").body("items", hasSize(2)).extract().path("next");
        outcomes("?limit=2&cursor=" + next).body("items", hasSize(1)).body("next", nullValue());
    }

    @Test
    void shouldNameWhatCannotBeUnderstood() {
        given().bearer(device.viewer())
                .get(path() + "?from=yesterday")
                .then()
                .statusCode(400)
                .body("errors.field", contains("from"));
    }

    private void send(Instant at, String metrics) {
        assertThat(
                        device.sends(
                                "{\"recorded_at\": \"%s\", \"metrics\": {%s}}"
                                        .formatted(at, metrics)))
                .isEqualTo(200);
    }

    private Response outcomes(String query) {
        return given().bearer(device.viewer()).get(path() + query).then().statusCode(200);
    }

    private String path() {
        return "/api/v1/nodes/" + device.node().id() + "/telemetry/outcomes";
    }
}
