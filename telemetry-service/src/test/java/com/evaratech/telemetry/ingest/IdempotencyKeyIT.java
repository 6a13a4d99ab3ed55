package com.evaratech.telemetry.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.common.directory.DeviceKey;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a device may send again without fear. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class IdempotencyKeyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Device device = Device.tank();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        Device.awaitTaken();
    }

    @Test
    void shouldStoreOnceWhatIsSentAgainWithItsIdempotencyKey() {
        for (int i = 0; i < 3; i++) {
            sendAs("boot-17/1", "{\"metrics\": {\"ph\": 7}}").statusCode(200);
        }
        assertThat(
                        device.sends(
                                "{\"recorded_at\": \"%s\", \"metrics\": {\"ph\": 6}}"
                                        .formatted(now.minusSeconds(60))))
                .isEqualTo(200);

        awaitStored(2);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAnIdempotencyKeyThatComesWithAnotherReading() {
        sendAs("boot-18/1", "{\"metrics\": {\"ph\": 7}}").statusCode(200);

        sendAs("boot-18/1", "{\"metrics\": {\"ph\": 8}}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("idempotency_key_reused"))
                .body("errors[0].field", equalTo("Idempotency-Key"))
                .body("errors[0].value", equalTo("boot-18/1"));

        sendAs("boot-18/2", "{\"metrics\": {\"ph\": 8}}").statusCode(200);
        awaitStored(2);
    }

    @Test
    void shouldKeepDevicesIdempotencyKeysApart() {
        Device other = Device.tank();
        sendAs("1", "{\"metrics\": {\"ph\": 7}}").statusCode(200);

        given().header(DeviceKey.HEADER, other.key().text())
                .header("Idempotency-Key", "1")
                .contentType("application/json")
                .body("{\"metrics\": {\"ph\": 8}}")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldLetADeviceMendARejectedReadingUnderTheSameIdempotencyKey() {
        sendAs("boot-19/1", "{\"metrics\": {\"ph\": 99}}")
                .statusCode(422)
                .body("results[0].reason", equalTo("implausible"));

        sendAs("boot-19/1", "{\"metrics\": {\"ph\": 9}}").statusCode(200);
    }

    private ValidatableResponse sendAs(String idempotencyKey, String body) {
        return given().header(DeviceKey.HEADER, device.key().text())
                .header("Idempotency-Key", idempotencyKey)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/telemetry")
                .then();
    }

    private void awaitStored(int count) {
        await().atMost(PATIENCE).until(() -> stored() == count);
    }

    private int stored() {
        List<Object> items =
                given().auth()
                        .oauth2(device.viewer())
                        .get("/api/v1/nodes/" + device.node().id() + "/telemetry")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("items");
        return items.size();
    }
}
