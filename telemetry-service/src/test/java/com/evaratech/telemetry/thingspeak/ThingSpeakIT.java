package com.evaratech.telemetry.thingspeak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges as devices and libraries made for ThingSpeak have them. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class ThingSpeakIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject FeedRetention retention;

    @SuppressWarnings("NullAway.Init") // made before each test, once there is a server to ask
    private OwnChannel channel;

    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        channel = OwnChannel.ready();
    }

    @Test
    void shouldNumberUpdatesAndMakeReadingsOfThem() {
        update("field1=4.15&field4=7.2&field2=unused").body(equalTo("1"));
        given().header("X-THINGSPEAKAPIKEY", channel.writeKey())
                .contentType("application/x-www-form-urlencoded")
                .body("field1=4.25&status=all%20well&headers=false")
                .post("/update")
                .then()
                .statusCode(200)
                .body(equalTo("2"));

        awaitLatest("metrics.water_level_cm", 42.5f);
        read("feeds.json")
                .body("channel.id", equalTo(channel.id()))
                .body("channel.field1", equalTo("water_level_cm"))
                .body("channel.last_entry_id", equalTo(2))
                .body("feeds.entry_id", equalTo(List.of(1, 2)))
                .body("feeds[0].field1", equalTo("4.15"))
                .body("feeds[1].field4", nullValue())
                .body("feeds[0].created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z"));
    }

    @Test
    void shouldAnswerAnUpdateWithTheEntryWhereJsonIsAskedFor() {
        given().contentType("application/json")
                .body(
                        """
                        {"api_key": "%s", "field1": 4, "created_at": "%s", "lat": "1.5"}
                        """
                                .formatted(channel.writeKey(), now.minusSeconds(60)))
                .post("/update.json")
                .then()
                .statusCode(200)
                .body("channel_id", equalTo(channel.id()))
                .body("entry_id", equalTo(1))
                .body("field1", equalTo("4"))
                .body("field8", nullValue())
                .body("latitude", equalTo("1.5"))
                .body("created_at", equalTo(now.minusSeconds(60).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "key", "apikey"})
    void shouldFindTheKeyUnderAllItsNames(String name) {
        given().queryParam(name, channel.writeKey())
                .queryParam("field1", "3")
                .get("/update")
                .then()
                .statusCode(200)
                .body(equalTo("1"));
        given().queryParam(name, channel.readKey())
                .get(channel.path("feed.json"))
                .then()
                .body("feeds", hasSize(1));
    }

    @Test
    void shouldRefuseUpdatesAsThingSpeakDoes() {
        given().get("/update?field1=3").then().statusCode(400).body(equalTo("0"));
        given().get("/update.json?field1=3&api_key=" + channel.readKey())
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body(equalTo("0"));
        for (String wrong :
                List.of(
                        "status=",
                        "field1=" + "x".repeat(256),
                        "field1=%00",
                        "field1=3&created_at=yesterday",
                        "field1=3&created_at=2062-01-01T00:00:00Z")) {
            given().urlEncodingEnabled(false)
                    .get("/update?api_key=%s&%s".formatted(channel.writeKey(), wrong))
                    .then()
                    .statusCode(400);
        }
        read("feeds.json").body("feeds", hasSize(0)).body("channel.last_entry_id", nullValue());
    }

    @Test
    void shouldRefuseReadingAsThingSpeakDoes() {
        for (String key : List.of("", "?api_key=AAAAAAAAAAAAAAAA", "?api_key=x")) {
            given().get(channel.path("feeds.json") + key)
                    .then()
                    .statusCode(400)
                    .contentType("application/json")
                    .body(equalTo("-1"));
            given().get(channel.path("feeds/last.json") + key)
                    .then()
                    .statusCode(200)
                    .body(equalTo("\"-1\""));
            given().get(channel.path("fields/1/last.txt") + key)
                    .then()
                    .statusCode(200)
                    .body(equalTo("-1"));
        }
        // Of another channel: as if it were none.
        OwnChannel other = OwnChannel.create();
        given().get(channel.path("feeds.json?api_key=" + other.readKey()))
                .then()
                .statusCode(400)
                .body(equalTo("-1"));
        given().get(channel.path("elsewhere.json?api_key=" + channel.readKey()))
                .then()
                .statusCode(404)
                .body("error.error_code", equalTo("error_resource_not_found"));
    }

    @Test
    void shouldTakeWhatADeviceGatheredAsJson() {
        bulk("""
        {"write_api_key": "%s", "updates": [
            {"created_at": "%s", "field1": "3.0"},
            {"created_at": "%d", "field1": 3.5, "status": "ok"},
            {"created_at": "%s", "field4": "7.5"}]}
        """
                        .formatted(
                                channel.writeKey(),
                                now.minusSeconds(90),
                                now.minusSeconds(60).getEpochSecond(),
                                now.minusSeconds(30).toString().replace('T', ' ').replace("Z", "")))
                .statusCode(202)
                .body("success", equalTo(true));

        awaitLatest("metrics.ph", 7.5f);
        read("feeds.json?status=true")
                .body("feeds.entry_id", equalTo(List.of(1, 2, 3)))
                .body("feeds[1].status", equalTo("ok"))
                .body("feeds[2].created_at", equalTo(now.minusSeconds(30).toString()));
    }

    @Test
    void shouldTakeWhatADeviceGatheredAsCsvWithTimesCountedBack() {
        given().contentType("application/x-www-form-urlencoded")
                .formParam("write_api_key", channel.writeKey())
                .formParam("time_format", "relative")
                .formParam("updates", "0,3.0|20,3.5,,,7.5|10,4.0,,,,,,,,1,2,3,late")
                .post(channel.path("bulk_update.csv"))
                .then()
                .statusCode(202);

        awaitLatest("metrics.water_level_cm", 40.0f);
        List<String> times = read("feeds.json").extract().path("feeds.created_at");
        Instant last = Instant.parse(times.get(2));
        assertThat(Instant.parse(times.get(1))).isEqualTo(last.minusSeconds(10));
        assertThat(Instant.parse(times.get(0))).isEqualTo(last.minusSeconds(30));
        read("feeds.csv")
                .contentType(startsWith("text/csv"))
                .body(
                        startsWith(
                                "created_at,entry_id,field1,field4,latitude,longitude,elevation,status\n"))
                .body(containsString(",3,4.0,,1,2,3,late\n"));
    }

    @Test
    void shouldRefuseBulkWritesWithNamedErrors() {
        String good = "{\"created_at\": \"%s\", \"field1\": 1}".formatted(now);
        refusedBulk("{", 400, "error_bad_request");
        refusedBulk("{\"write_api_key\": \"%s\"}".formatted(channel.writeKey()), 400, null);
        refusedBulk(updates("AAAAAAAAAAAAAAAA", good), 401, "error_auth_required");
        refusedBulk(updates(channel.readKey(), good), 401, "error_auth_required");
        refusedBulk(updates(channel.writeKey(), good + "," + good), 409, "error_conflict");
        refusedBulk(updates(channel.writeKey(), "{\"field1\": 1}"), 400, "error_bad_request");
        refusedBulk(updates(channel.writeKey(), ""), 400, "error_bad_request");
        String many =
                IntStream.range(0, 14_401)
                        .mapToObj(i -> "{\"delta_t\": 1}")
                        .collect(Collectors.joining(","));
        refusedBulk(updates(channel.writeKey(), many), 413, "error_request_too_large");
        String relative =
                IntStream.range(0, 1_001)
                        .mapToObj(i -> "{\"delta_t\": 1, \"field1\": 1}")
                        .collect(Collectors.joining(","));
        refusedBulk(updates(channel.writeKey(), relative), 413, "error_request_too_large");
    }

    @Test
    void shouldReadTheWindowThatIsAskedFor() {
        String updates =
                IntStream.range(0, 120)
                        .mapToObj(i ->
                                "{\"created_at\": \"%s\", \"field1\": %d}"
                                        .formatted(now.minusSeconds(60L * (119 - i)), i))
                        .collect(Collectors.joining(","));
        bulk(updates(channel.writeKey(), updates)).statusCode(202);

        read("feeds.json").body("feeds", hasSize(100)).body("feeds[99].field1", equalTo("119"));
        read("feeds.json?results=2").body("feeds.entry_id", equalTo(List.of(119, 120)));
        read("feeds.json?minutes=10").body("feeds", hasSize(10));
        read("feeds.json?days=1").body("feeds", hasSize(120));
        read("feeds.json?start=%s&end=%s".formatted(now.minusSeconds(300), now.minusSeconds(120)))
                .body("feeds", hasSize(4));
        read("feeds.json?results=1&timezone=Asia/Kolkata")
                .body("feeds[0].created_at", matchesPattern(".*\\+05:30"));
        read("feeds/last.json").body("entry_id", equalTo(120)).body("channel", nullValue());
        read("fields/1.json?results=3")
                .body("feeds", hasSize(3))
                .body("channel.field1", equalTo("water_level_cm"))
                .body("channel.field4", nullValue());
        read("field/1/last").body(equalTo("119"));
        read("fields/1/last.json").body("field1", equalTo("119"));
        read("fields/4/last.txt").body(equalTo("-1"));
        read("feeds.json?results=120&average=720")
                .body("feeds.size()", lessThan(3))
                .body("feeds[0]", not(hasKey("entry_id")));
        read("feeds.csv?results=120&sum=60").body(startsWith("created_at,field1,"));
    }

    @Test
    void shouldNotTakeUpdatesWithKeysThatWereRotated() {
        update("field1=1").body(equalTo("1"));
        String installer =
                TestTokens.person(
                        Role.INSTALLER,
                        new Scope.OfCommunity(channel.device().node().placement().communityId()));
        String fresh =
                given().auth()
                        .oauth2(installer)
                        .post(
                                "/api/v1/nodes/%s/device-channel/rotation"
                                        .formatted(channel.device().node().id()))
                        .path("write_api_key");

        given().get("/update?field1=2&api_key=" + channel.writeKey()).then().statusCode(400);
        given().get("/update?field1=2&api_key=" + fresh).then().body(equalTo("2"));
    }

    @Test
    void shouldKeepEntriesAsLongAsReadings() throws SQLException {
        update("field1=1").body(equalTo("1"));
        try (var owner = EvaraServers.connectAsOwner("telemetry");
                var statement = owner.createStatement()) {
            int _ =
                    statement.executeUpdate(
                            """
                            insert into telemetry.channel_entry (channel_id, entry_id, created_at, fields)
                            select %d, 100 + n, now() - interval '399 days' - n * interval '1 day',
                                array_fill(null::text, array[8])
                            from generate_series(0, 3) n
                            """
                                    .formatted(channel.id()));
        }

        var _ = retention.turn();

        read("feeds.json?results=10").body("feeds.entry_id", equalTo(List.of(100, 1)));
    }

    @Test
    void shouldGoWithItsNodeOnceThatIsExported() throws SQLException {
        update("field1=1").body(equalTo("1"));
        var node = channel.device().node();
        try (var owner = EvaraServers.connectAsOwner("telemetry");
                var statement = owner.createStatement()) {
            int _ =
                    statement.executeUpdate(
                            """
                            insert into telemetry.forgotten_node
                                (number, partition, node_id, export_id, kind, distributor_id, community_id,
                                 forgotten_at, kept_until, state, next_try_at)
                            values (%d, 0, '%s', gen_random_uuid(), 'TANK', gen_random_uuid(),
                                gen_random_uuid(), now(), now() + interval '1 day', 'removing',
                                now() + interval '1 year')
                            """
                                    .formatted(node.number(), node.id()));
            var _ = retention.turn();
            update("field1=2").body(equalTo("2"));

            int _ =
                    statement.executeUpdate(
                            "update telemetry.forgotten_node set state = 'removed' where number = "
                                    + node.number());
            var _ = retention.turn();
        }

        given().get("/update?field1=3&api_key=" + channel.writeKey()).then().statusCode(400);
    }

    private ValidatableResponse update(String query) {
        return given().get("/update?api_key=%s&%s".formatted(channel.writeKey(), query))
                .then()
                .statusCode(200);
    }

    private ValidatableResponse bulk(String body) {
        return given().contentType("application/json")
                .body(body)
                .post(channel.path("bulk_update.json"))
                .then();
    }

    private static String updates(String key, String updates) {
        return "{\"write_api_key\": \"%s\", \"updates\": [%s]}".formatted(key, updates);
    }

    private void refusedBulk(String body, int status, @Nullable String code) {
        ValidatableResponse refused =
                bulk(body).statusCode(status).body("status", equalTo(Integer.toString(status)));
        if (code != null) {
            refused.body("error.error_code", equalTo(code));
        }
    }

    private ValidatableResponse read(String rest) {
        return given().header("THINGSPEAKAPIKEY", channel.readKey())
                .get(channel.path(rest))
                .then()
                .statusCode(200);
    }

    private void awaitLatest(String path, float value) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> latest().then().statusCode(200).body(path, equalTo(value)));
    }

    private Response latest() {
        return given().auth()
                .oauth2(channel.device().viewer())
                .get("/api/v1/nodes/" + channel.device().node().id() + "/telemetry/latest");
    }
}
