package com.evaratech.telemetry.history;

import static com.evaratech.local.testing.http.Request.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.local.testing.http.Response;
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

    static Response wanted(String token, Map<String, ?> wish) {
        return given().bearer(token).asJson().body(wish).post(PATH).then();
    }

    Response send(long offset, boolean isLast, String part) {
        return send(offset, isLast, part.getBytes(StandardCharsets.UTF_8));
    }

    Response send(long offset, boolean isLast, byte[] part) {
        return given().bearer(token)
                .contentType("text/csv")
                .body(part)
                .put("%s/%s/content?offset=%d&last=%b".formatted(PATH, id, offset, isLast))
                .then();
    }

    /** Sends a file at once, and returns when it is dealt with. */
    public Response take(String file) {
        send(0, true, file).statusCode(200);
        return awaitEnd("done");
    }

    Response awaitEnd(String state) {
        await().atMost(PATIENCE).untilAsserted(() -> find().body("state", equalTo(state)));
        return find();
    }

    Response find() {
        return given().bearer(token).get(PATH + "/" + id).then().statusCode(200);
    }

    Response errors() {
        return given().bearer(token).get(PATH + "/" + id + "/errors").then().statusCode(200);
    }

    Response cancel() {
        return given().bearer(token).delete(PATH + "/" + id).then();
    }
}
