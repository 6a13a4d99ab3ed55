package com.evaratech.telemetry.ingest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.history.Imported;
import com.evaratech.telemetry.thingspeak.OwnChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not accepted is counted, by whichever way it came. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class RejectionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject MeterRegistry metrics;
    @Inject MessageIngestion messages;

    private final Device device = Device.tank();
    private final Instant now = Clock.systemUTC().instant();

    /** After another test's outage devices are told to come back. */
    @BeforeEach
    void awaitThatReadingsAreTaken() {
        await().atMost(PATIENCE).until(() -> device.sends("{\"metrics\": {\"ph\": 7}}") == 200);
    }

    @Test
    void shouldCountValuesAndReadingsOfDevices() {
        double implausible = rejected("http", "implausible");
        double notATime = rejected("http", "not_a_time");

        assertThat(
                        device.sends(
                                """
                                [{"recorded_at": "%1$s", "metrics": {"ph": 7, "tds_ppm": -1}},
                                 {"recorded_at": "%1$s", "metrics": {"ph": 99}},
                                 {"recorded_at": "now", "metrics": {"ph": 7}}]
                                """
                                        .formatted(now)))
                .isEqualTo(200);

        assertThat(rejected("http", "implausible")).isEqualTo(implausible + 2);
        assertThat(rejected("http", "not_a_time")).isEqualTo(notATime + 1);
    }

    @Test
    void shouldCountWhatCameInMessages() {
        double implausible = rejected("mqtt", "implausible");

        var _ = messages.take(device.entry(), "{\"metrics\": {\"ph\": 99}}".getBytes(UTF_8));

        assertThat(rejected("mqtt", "implausible")).isEqualTo(implausible + 1);
    }

    @Test
    void shouldCountWhatOfAnUpdateIsInNoReading() {
        double implausible = rejected("thingspeak", "implausible");
        double notANumber = rejected("thingspeak", "not_a_number");
        OwnChannel channel = OwnChannel.create();

        update(channel, "field1=4&field4=99", "1");
        update(channel, "field1=NaN&field4=99", "2");

        assertThat(rejected("thingspeak", "implausible")).isEqualTo(implausible + 2);
        assertThat(rejected("thingspeak", "not_a_number")).isEqualTo(notANumber + 1);
    }

    @Test
    void shouldCountWhatOfAFileIsInNoReading() {
        double tooOld = rejected("import", "too_old");
        String installer =
                TestTokens.person(
                        Role.INSTALLER,
                        new Scope.OfCommunity(device.node().placement().communityId()));

        var _ =
                Imported.begin(
                                installer,
                                Map.of("format", "csv", "node_id", device.node().id().toString()))
                        .take("recorded_at,ph\n2001-01-01T00:00:00Z,7\n" + now + ",7.5\n");

        assertThat(rejected("import", "too_old")).isEqualTo(tooOld + 1);
    }

    private static void update(OwnChannel channel, String query, String number) {
        given().get("/update?api_key=%s&%s".formatted(channel.writeKey(), query))
                .then()
                .statusCode(200)
                .body(equalTo(number));
    }

    private double rejected(String way, String reason) {
        return metrics.counter("evara.ingestion.rejected", "way", way, "reason", reason).count();
    }
}
