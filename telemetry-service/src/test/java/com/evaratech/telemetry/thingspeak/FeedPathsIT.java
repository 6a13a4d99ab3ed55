package com.evaratech.telemetry.thingspeak;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What else of a feed can be read. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class FeedPathsIT {

    @SuppressWarnings("NullAway.Init") // made before each test, once there is a server to ask
    private OwnChannel channel;

    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        channel = OwnChannel.ready();
        update("field1=1&status=old&created_at=" + now.minus(2, ChronoUnit.DAYS));
        update("field1=5&field4=7");
        update("field1=9&status=well");
    }

    @Test
    void shouldReadAnEntryByItsNumber() {
        read("feeds/entry/2.json")
                .body("entry_id", equalTo(2))
                .body("field1", equalTo("5"))
                .body("channel", nullValue());
        read("feed/entry/3.csv").body(startsWith("created_at,entry_id,field1,field4\n"));
        read("feeds/entry/4.json").body(equalTo("\"-1\""));
        given().get(channel.path("feeds/entry/2.json"))
                .then()
                .statusCode(200)
                .body(equalTo("\"-1\""));
    }

    @Test
    void shouldReadWhatEntriesSaidOfTheirStatus() {
        read("status.json")
                .body("channel.name", equalTo("Tank"))
                .body("channel.id", nullValue())
                .body("feeds.entry_id", equalTo(List.of(2, 3)))
                .body("feeds.status", equalTo(Arrays.asList(null, "well")))
                .body("feeds[0].field1", nullValue());
        read("status.json?days=3").body("feeds", hasSize(3));
        read("status.csv?results=1").body(startsWith("created_at,entry_id,status\n"));
        given().get(channel.path("status.json")).then().statusCode(200).body(equalTo("\"-1\""));
    }

    @Test
    void shouldLeaveRowsOutWithNumbersOutsideTheBounds() {
        read("feeds.json?results=10&min=2").body("feeds.entry_id", equalTo(List.of(2, 3)));
        read("feeds.json?results=10&max=6").body("feeds.entry_id", equalTo(List.of(1)));
        read("fields/1.json?results=10&max=6").body("feeds.entry_id", equalTo(List.of(1, 2)));
        read("feeds.json?results=10&min=x").body("feeds", hasSize(3));
    }

    private void update(String query) {
        given().get("/update?api_key=%s&%s".formatted(channel.writeKey(), query))
                .then()
                .statusCode(200);
    }

    private ValidatableResponse read(String rest) {
        return given().header("THINGSPEAKAPIKEY", channel.readKey())
                .get(channel.path(rest))
                .then()
                .statusCode(200);
    }
}
