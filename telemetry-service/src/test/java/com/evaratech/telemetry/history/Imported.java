package com.evaratech.telemetry.history;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** An import, as somebody drives it. */
public record Imported(String token, String id) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATH = "/api/v1/telemetry/imports";

    public static Imported begin(String token, Map<String, ?> wish) {
        return new Imported(token, wanted(token, wish).statusCode(201).extract().path("id"));
    }

    static ValidatableResponse wanted(String token, Map<String, ?> wish) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(wish)
                .post(PATH)
                .then();
    }

    ValidatableResponse send(long offset, boolean isLast, String part) {
        return send(offset, isLast, part.getBytes(StandardCharsets.UTF_8));
    }

    ValidatableResponse send(long offset, boolean isLast, byte[] part) {
        return given().auth()
                .oauth2(token)
                .contentType("text/csv")
                .body(part)
                .put("%s/%s/content?offset=%d&last=%b".formatted(PATH, id, offset, isLast))
                .then();
    }

    /** Sends a file at once, and returns when it is dealt with. */
    public ValidatableResponse take(String file) {
        send(0, true, file).statusCode(200);
        return awaitEnd("done");
    }

    ValidatableResponse awaitEnd(String state) {
        await().atMost(PATIENCE).untilAsserted(() -> find().body("state", equalTo(state)));
        return find();
    }

    ValidatableResponse find() {
        return given().auth().oauth2(token).get(PATH + "/" + id).then().statusCode(200);
    }

    ValidatableResponse errors() {
        return given().auth().oauth2(token).get(PATH + "/" + id + "/errors").then().statusCode(200);
    }

    ValidatableResponse cancel() {
        return given().auth().oauth2(token).delete(PATH + "/" + id).then();
    }
}
