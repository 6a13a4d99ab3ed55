package com.evaratech.poller.preview;

import static com.evaratech.local.testing.http.Request.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.Calibration;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.common.reading.normalise.Curve;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.ThingSpeak.Row;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class PreviewIT {

    @Inject InstantSource clock;

    private final TestChannel tank = TestChannel.tank();
    private Instant start = Instant.EPOCH;
    private String installer = "";

    @BeforeEach
    void prepare() {
        TestDirectory.markComplete();
        start = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
        installer =
                TestTokens.person(
                        Role.INSTALLER,
                        new Scope.OfCommunity(tank.node().placement().communityId()));
    }

    @AfterEach
    void endPolling() {
        ThingSpeak.behave();
        tank.remove();
    }

    @Test
    void shouldShowTheNewestRowsMappedAndCalibrated() {
        ThingSpeak.create(tank.id());
        ThingSpeak.add(
                tank.id(),
                new Row(start, "100", "3.7"),
                new Row(start.plusSeconds(1), "nan", "99999"),
                new Row(start.plusSeconds(2), "110", null));
        TestDirectory.publish(
                new CalibrationEntry(
                        tank.node().id(),
                        new Calibrations(
                                List.of(
                                        new Calibration(
                                                Metric.WATER_LEVEL_CM,
                                                start.plusSeconds(2),
                                                null,
                                                new Curve.Line(1, -5))))));
        tank.publish();

        preview(installer)
                .statusCode(200)
                .body("channel_id", equalTo((int) tank.id()))
                .body("last_entry_id", equalTo(3))
                .body("rows.entry_id", equalTo(List.of(3, 2, 1)))
                .body("rows[0].metrics.water_level_cm", equalTo(105.0f))
                .body("rows[0].recorded_at", equalTo(start.plusSeconds(2).toString()))
                .body("rows[1].metrics.size()", equalTo(0))
                .body("rows[1].rejections.reason", equalTo(List.of("not_a_number", "implausible")))
                .body("rows[1].fields.field1", equalTo("nan"))
                .body("rows[2].metrics.water_level_cm", equalTo(100.0f));
    }

    @Test
    void shouldOpenAPrivateChannelAndShowNoKey() {
        String key = ThingSpeak.createPrivate(tank.id());
        ThingSpeak.add(tank.id(), new Row(start, "100", "3.7"));
        tank.withKey(key).publish();

        preview(installer).statusCode(200).body("rows", hasSize(1)).body(not(containsString(key)));
    }

    @Test
    void shouldSayWhyThereIsNothingToShow() {
        String key = ThingSpeak.createPrivate(tank.id());
        tank.publish();
        preview(installer).statusCode(502).body("code", equalTo("thingspeak_key_refused"));

        tank.with(tank.id(), "s1.gone.AAAA", 1, tank.entry().fields()).publish();
        preview(installer)
                .statusCode(503)
                .body("code", equalTo("read_key_unreadable"))
                .body(not(containsString(key)));

        tank.withKey(key).publish();
        ThingSpeak.spoil(tank.id(), Integer.MAX_VALUE, new JsonObject().put("kind", "html"));
        preview(installer).body("code", containsString("thingspeak_"));
    }

    @Test
    void shouldNotKnowAnotherTenantsChannel() {
        ThingSpeak.create(tank.id());
        tank.publish();
        String stranger =
                TestTokens.person(Role.INSTALLER, new Scope.OfCommunity(UUID.randomUUID()));

        preview(stranger).statusCode(404);
        given().bearer(installer).get(path(UUID.randomUUID())).then().statusCode(404);
    }

    @Test
    void shouldShowWhatAMappingWouldReadThatIsNotKept() {
        String key = ThingSpeak.createPrivate(tank.id());
        ThingSpeak.add(tank.id(), new Row(start, "1.25", "3.7"));
        TestDirectory.publish(tank.node());

        tryOut(mapping(key, 100.0))
                .statusCode(200)
                .body("rows.entry_id", equalTo(List.of(1)))
                .body("rows[0].metrics.water_level_cm", equalTo(125.0f))
                .body("rows[0].metrics.battery_v", equalTo(null))
                .body(not(containsString(key)));
        tryOut(mapping("", 100.0)).statusCode(502).body("code", equalTo("thingspeak_key_refused"));
        preview(installer).statusCode(404).body("code", equalTo("channel_not_found"));
    }

    @Test
    void shouldOpenThePresentChannelWithTheKeyThatIsKept() {
        String key = ThingSpeak.createPrivate(tank.id());
        ThingSpeak.add(tank.id(), new Row(start, "1.25", "3.7"));
        tank.withKey(key).publish();

        tryOut(mapping(null, 100.0)).statusCode(200).body("rows", hasSize(1));
        tryOut(mapping(null, 100.0).put("channel_id", tank.id() - 1))
                .statusCode(502)
                .body("code", containsString("thingspeak_"));
    }

    @Test
    void shouldRefuseToTryWhatTheRegistryWouldNotKeep() {
        TestDirectory.publish(tank.node());

        tryOut(mapping(null, 0.0))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("fields[0].scale")));
        given().bearer(installer).asJson().post(path(tank.node().id())).then().statusCode(400);
        given().bearer(installer)
                .asJson()
                .body(mapping(null, 1.0).encode())
                .post(path(UUID.randomUUID()))
                .then()
                .statusCode(404)
                .body("code", equalTo("node_not_found"));
    }

    private JsonObject mapping(@Nullable String key, double scale) {
        return new JsonObject()
                .put("channel_id", tank.id())
                .put("read_api_key", key)
                .put(
                        "fields",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("field", 1)
                                                .put("metric", "water_level_cm")
                                                .put("scale", scale)));
    }

    private Response tryOut(JsonObject mapping) {
        return given().bearer(installer)
                .asJson()
                .body(mapping.encode())
                .post(path(tank.node().id()))
                .then();
    }

    private static String path(UUID nodeId) {
        return "/api/v1/nodes/%s/channel/preview".formatted(nodeId);
    }

    private Response preview(String token) {
        return given().bearer(token).get(path(tank.node().id())).then();
    }
}
