package com.evaratech.telemetry.thingspeak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed that a page of another site reads, and one that somebody wants to clear. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class FeedScriptsIT {

    @SuppressWarnings("NullAway.Init") // made before each test, once there is a server to ask
    private OwnChannel channel;

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        channel = OwnChannel.ready();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feeds.json",
                "fields/1.json",
                "status.json",
                "feeds/last.json",
                "feeds/1",
                "fields/1/last.json",
                "feeds/last_data_age.json"
            })
    void shouldHandJsonToAFunctionOfThePageThatAsks(String path) {
        update("field1=1&status=well");

        String script =
                read(path, "callback=app.show_1")
                        .statusCode(200)
                        .contentType(startsWith("text/javascript"))
                        .extract()
                        .asString();

        assertThat(script).startsWith("/**/app.show_1({").endsWith("});");
        assertThat(new JsonObject(script.substring(script.indexOf('{'), script.length() - 2)))
                .isNotEmpty();
    }

    @Test
    void shouldKeepWhatEndsALineInOldBrowsersOutOfScripts() {
        update("status=a%E2%80%A8b%E2%80%A9c");

        assertThat(read("status.json", "callback=show").extract().asString())
                .contains("a\\u2028b\\u2029c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"alert%281%29", "a%2520b", "1st", "a..b", "a.", "%3Cscript%3E", "a%0Ab"})
    void shouldCallNothingButAFunctionByItsName(String callback) {
        read("feeds.json", "callback=" + callback)
                .statusCode(400)
                .contentType(startsWith("application/json"))
                .body("error.error_code", equalTo("error_bad_request"));
    }

    @Test
    void shouldMakeNoScriptOfWhatIsRefusedOrOfAnotherForm() {
        update("field1=1");

        given().get(channel.path("feeds.json?callback=show"))
                .then()
                .statusCode(400)
                .contentType(startsWith("application/json"))
                .body(equalTo("-1"));
        read("feeds.csv", "callback=show").statusCode(200).contentType(startsWith("text/csv"));
        read("fields/1/last.txt", "callback=show").body(equalTo("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"feeds.json", "feeds.xml", "feed"})
    void shouldClearNoFeed(String path) {
        update("field1=1");

        given().delete(channel.path(path + "?api_key=" + channel.writeKey()))
                .then()
                .statusCode(405)
                .header("Allow", equalTo("GET"))
                .contentType(startsWith("application/json"))
                .body("status", equalTo("405"))
                .body("error.error_code", equalTo("error_method_invalid"));

        read("feeds.json", "").body("feeds", hasSize(1));
    }

    @Test
    void shouldSayOfOtherPathsThatNothingIsThereToClear() {
        given().delete(channel.path("readings.json"))
                .then()
                .statusCode(404)
                .body("error.error_code", equalTo("error_resource_not_found"));
    }

    private void update(String query) {
        given().urlEncodingEnabled(false)
                .get("/update?api_key=%s&%s".formatted(channel.writeKey(), query))
                .then()
                .statusCode(200);
    }

    private ValidatableResponse read(String rest, String query) {
        return given().urlEncodingEnabled(false)
                .header("THINGSPEAKAPIKEY", channel.readKey())
                .get(channel.path(rest) + (query.isEmpty() ? "" : "?" + query))
                .then();
    }
}
