package com.evaratech.telemetry.deadletter;

import static com.evaratech.local.testing.http.Request.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.ReadingsStream;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.local.testing.TestDeadLetters;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Request;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.ingest.Device;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A letter of the writer, from the list to its effect. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class DeadLetterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LIST = "/api/v1/dead-letters/telemetry";

    private final String superadmin = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    private final Device device = Device.tank();

    @Test
    void shouldStoreTheReadingsOfALetterThatIsTriedAgain() {
        String path = LIST + "/" + bury();
        as().get(LIST).then().statusCode(200).body("items.path", hasItem(path));
        as().get(path)
                .then()
                .statusCode(200)
                .body("letter.state", equalTo("waiting"))
                .body("readings.node_number", equalTo((int) device.node().number()))
                .body("readings.readings[0].metrics.ph", equalTo(7.5f))
                .body("readings.readings[0].recorded_at", equalTo(now.toString()));

        as().post(path + "/replay").then().statusCode(202);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> latest().then().statusCode(200).body("metrics.ph", equalTo(7.5f)));
        await().atMost(PATIENCE).until(() -> as().get(path).statusCode() == 404);
        as().get("/api/v1/audit/telemetry?subject=telemetry-" + number(path))
                .then()
                .statusCode(200)
                .body("items.action", equalTo(List.of("replayed", "replay_wanted")));
    }

    @Test
    void shouldForgetALetterThatIsDiscarded() {
        String path = LIST + "/" + bury();

        as().delete(path).then().statusCode(204);

        as().get(path).then().statusCode(404).body("code", equalTo("dead_letter_not_found"));
        as().delete(path).then().statusCode(404);
        as().post(path + "/replay").then().statusCode(404);
        as().get("/api/v1/audit/telemetry?subject=telemetry-" + number(path))
                .then()
                .body("items.action", hasItems("discarded"));
    }

    @Test
    void shouldRefuseQuestionsItDoesNotUnderstand() {
        as().get(LIST + "?reason=bad&limit=0&cursor=x")
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("reason", "limit", "cursor")));
    }

    private long bury() {
        var readings =
                new NodeReadings(
                        device.node().number(),
                        Kind.TANK,
                        Source.HTTP,
                        now,
                        List.of(Reading.of(now, Map.of(Metric.PH, 7.5))));
        return TestDeadLetters.bury(
                "telemetry",
                ReadingsStream.TELEMETRY,
                EntryCodec.encode(ReadingsCodec.encode(readings, null)));
    }

    private static String number(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Request as() {
        return given().bearer(superadmin);
    }

    private Response latest() {
        return given().bearer(device.viewer())
                .get("/api/v1/nodes/" + device.node().id() + "/telemetry/latest");
    }
}
