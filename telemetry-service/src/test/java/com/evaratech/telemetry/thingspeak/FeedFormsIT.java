package com.evaratech.telemetry.thingspeak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which forms a channel can be read, and what else a request may want of an answer. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class FeedFormsIT {

    // What a slow machine takes between an entry's time and the question.
    private static final long SLACK_SECONDS = 120;

    @SuppressWarnings("NullAway.Init") // made before each test, once there is a server to ask
    private OwnChannel channel;

    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        channel = OwnChannel.ready();
    }

    @Test
    void shouldTellHowOldTheLastDataIs() {
        update("field1=1&status=old&created_at=" + now.minusSeconds(7_200));
        update("field4=7&created_at=" + now.minusSeconds(3_600));

        assertAge("feeds/last_data_age.json", 3_600);
        assertAge("feed/last_data_age.json", 3_600);
        assertAge("fields/1/last_data_age.json", 7_200);
        assertAge("field/4/last_data_age.json", 3_600);
        assertAge("status/last_data_age.json", 7_200);
        for (String name : new String[] {"last_data_age", "last_data_age.txt"}) {
            String age =
                    read("fields/1/" + name)
                            .contentType(startsWith("text/plain"))
                            .extract()
                            .asString();
            assertThat(Long.parseLong(age)).isBetween(7_200L, 7_200 + SLACK_SECONDS);
        }
        read("feeds/last_data_age.csv")
                .contentType(startsWith("text/csv"))
                .body(matchesPattern("last_data_age,last_data_age_units\n3[67]\\d\\d,s\n"));
        read("feeds/last_data_age.xml")
                .contentType(startsWith("application/xml"))
                .body("hash.'last-data-age-units'", equalTo("s"));
    }

    @Test
    void shouldTellNoAgeWithoutDataOrKey() {
        read("feeds/last_data_age.json").body(equalTo("\"-1\""));
        read("fields/1/last_data_age.txt").body(equalTo("-1"));
        update("field4=7");
        read("fields/1/last_data_age.json").body(equalTo("\"-1\""));
        given().get(channel.path("feeds/last_data_age.json"))
                .then()
                .statusCode(200)
                .body(equalTo("\"-1\""));
    }

    @Test
    void shouldTellNoNegativeAge() {
        update("field1=1&created_at=" + now.plusSeconds(200));

        read("feeds/last_data_age.txt").body(equalTo("0"));
    }

    @Test
    void shouldReadFeedsAndEntriesAsXml() {
        update("field1=1&status=a%3Cb%26c&lat=12.9");
        update("field4=7.25");

        read("feeds.xml?location=true&status=true")
                .contentType(startsWith("application/xml"))
                .body("channel.id", equalTo(Integer.toString(channel.id())))
                .body("channel.id.@type", equalTo("integer"))
                .body("channel.field1", equalTo("water_level_cm"))
                .body("channel.'last-entry-id'", equalTo("2"))
                .body("channel.feeds.@type", equalTo("array"))
                .body("channel.feeds.feed.size()", equalTo(2))
                .body("channel.feeds.feed[0].'entry-id'", equalTo("1"))
                .body("channel.feeds.feed[0].field1", equalTo("1"))
                .body("channel.feeds.feed[0].field4.@nil", equalTo("true"))
                .body("channel.feeds.feed[0].status", equalTo("a<b&c"))
                .body("channel.feeds.feed[0].latitude", equalTo("12.9"));
        read("feeds/last.xml").body("feed.'entry-id'", equalTo("2"));
        read("feeds/1.xml").body("feed.field1", equalTo("1"));
        read("fields/4.xml")
                .body("channel.feeds.feed[1].field4", equalTo("7.25"))
                .body(not(containsString("field1")));
        read("fields/4/last.xml").body("feed.field4", equalTo("7.25"));
        read("status.xml").body("channel.feeds.feed[0].status", equalTo("a<b&c"));
        given().get(channel.path("feeds/last.xml"))
                .then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .body(equalTo("-1"));
        given().get(channel.path("feeds.xml")).then().statusCode(400).body(equalTo("-1"));
    }

    @Test
    void shouldAnswerAnUpdateWithTheEntryAsXml() {
        given().get("/update.xml?field1=4&api_key=" + channel.writeKey())
                .then()
                .statusCode(200)
                .contentType(startsWith("application/xml"))
                .body("feed.'channel-id'", equalTo(Integer.toString(channel.id())))
                .body("feed.'entry-id'", equalTo("1"))
                .body("feed.field8.@nil", equalTo("true"));
        given().formParam("api_key", channel.writeKey())
                .formParam("2", "unnamed")
                .post("/update.xml")
                .then()
                .statusCode(200)
                .body("feed.field2", equalTo("unnamed"));
        given().get("/update.xml?field1=4")
                .then()
                .statusCode(400)
                .contentType(startsWith("text/plain"))
                .body(equalTo("0"));
    }

    @Test
    void shouldTellOfAChannelAlone() {
        update("field1=1");

        String metadata =
                view(".json")
                        .body("id", equalTo(channel.id()))
                        .body("name", equalTo("Tank"))
                        .body("last_entry_id", equalTo(1))
                        .body("public_flag", equalTo(false))
                        .body("tags", hasSize(0))
                        .extract()
                        .path("metadata");
        assertThat(new JsonObject(metadata).getJsonObject("field1").getString("metric"))
                .isEqualTo("water_level_cm");
        view("").body("id", equalTo(channel.id()));
        view(".xml").body("channel.id", equalTo(Integer.toString(channel.id())));
        given().get("/channels/" + channel.id() + ".json")
                .then()
                .statusCode(401)
                .body("error.error_code", equalTo("error_auth_required"));
        given().get("/channels/x.json").then().statusCode(404);
    }

    @Test
    void shouldTellWhatFieldsMeanWhereMetadataIsAskedFor() {
        String metadata = read("feeds.json?metadata=true").extract().path("channel.metadata");

        assertThat(new JsonObject(metadata).getJsonObject("field1").getDouble("scale"))
                .isEqualTo(10);
        read("fields/1.json?metadata=true").body("channel.metadata", equalTo(metadata));
        read("feeds.json").body("channel.metadata", nullValue());
    }

    @Test
    void shouldRoundAndFrameWhatIsRead() {
        update("field1=2.71828&status=3.14159");

        read("feeds.json?round=2&status=true")
                .body("feeds[0].field1", equalTo("2.72"))
                .body("feeds[0].status", equalTo("3.14159"));
        read("fields/1.json?round=0").body("feeds[0].field1", equalTo("3"));
        read("feeds/last.json?round=1").body("field1", equalTo("2.7"));
        read("fields/1/last.txt?round=3&prepend=%3C&append=%20cm%3E").body(equalTo("<2.718 cm>"));
    }

    @Test
    void shouldReadSingleEntriesUnderAllTheirNames() {
        update("field1=1&status=first");
        update("field1=2");

        read("feeds/1.json").body("field1", equalTo("1")).body("channel", nullValue());
        read("fields/field1.json").body("feeds", hasSize(2));
        read("fields/field1/last").body(equalTo("2"));
        read("fields/1/1.json").body("field1", equalTo("1")).body("field4", nullValue());
        read("fields/1.json?location=true&status=true").body("feeds[0].status", equalTo("first"));
        read("status/last.json").body("entry_id", equalTo(1)).body("status", equalTo("first"));
        read("statuses/last.txt").body(equalTo("first"));
        read("feeds/last.txt").contentType(startsWith("text/plain"));
    }

    private void assertAge(String path, long seconds) {
        var age = read(path).body("last_data_age_units", equalTo("s")).extract();
        assertThat(Long.parseLong(age.<String>path("last_data_age")))
                .isBetween(seconds, seconds + SLACK_SECONDS);
    }

    private void update(String query) {
        given().urlEncodingEnabled(false)
                .get("/update?api_key=%s&%s".formatted(channel.writeKey(), query))
                .then()
                .statusCode(200);
    }

    private ValidatableResponse view(String ending) {
        return given().header("THINGSPEAKAPIKEY", channel.readKey())
                .get("/channels/" + channel.id() + ending)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse read(String rest) {
        return given().urlEncodingEnabled(false)
                .header("THINGSPEAKAPIKEY", channel.readKey())
                .get(channel.path(rest))
                .then()
                .statusCode(200);
    }
}
