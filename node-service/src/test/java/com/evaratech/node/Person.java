package com.evaratech.node;

import static com.evaratech.local.testing.http.Request.given;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.http.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Somebody with a token who asks the service under test. */
public record Person(String subject, String token) {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** The configured first superadmin, once the directory knows them. */
    public static Person superadmin() {
        var token = TestTokens.firstSuperadmin();
        var profile =
                await().atMost(LONGEST_WAIT)
                        .until(
                                () -> given().bearer(token).get("/api/v1/profile"),
                                answer -> answer.statusCode() == 200);
        return new Person(profile.path("subject"), token);
    }

    /** Somebody nobody gave a role yet. */
    public static Person stranger() {
        var subject = UUID.randomUUID();
        return new Person(subject.toString(), TestTokens.of(subject));
    }

    /** Waits until the directory lets this person in. */
    public Person onceAdmitted() {
        await().atMost(LONGEST_WAIT).until(() -> get("/api/v1/profile").statusCode() == 200);
        return this;
    }

    public Response get(String path) {
        return given().bearer(token).get(path);
    }

    public Response post(String path, Map<String, ?> body) {
        return given().bearer(token).asJson().body(body).post(path);
    }

    /** Sends what may be sent again under the same name. */
    public Response postOnce(String path, String idempotencyKey, Map<String, ?> body) {
        return given().bearer(token)
                .asJson()
                .header("Idempotency-Key", idempotencyKey)
                .body(body)
                .post(path);
    }

    /** Sends a body that no map can be. */
    public Response postText(String path, String body) {
        return given().bearer(token).asJson().body(body).post(path);
    }

    public Response put(String path, Map<String, ?> body) {
        return given().bearer(token).asJson().body(body).put(path);
    }

    /** Replaces the current version of something. */
    public Response change(String path, Map<String, ?> body) {
        return putIfMatch(path, get(path).header("ETag"), body);
    }

    /** Replaces one version of something. */
    public Response putIfMatch(String path, String etag, Map<String, ?> body) {
        return given().bearer(token).asJson().header("If-Match", etag).body(body).put(path);
    }

    /** Deletes whatever version of something is there. */
    public Response delete(String path) {
        return given().bearer(token).delete(path);
    }

    /** Deletes one version of something. */
    public Response deleteIfMatch(String path, String etag) {
        return given().bearer(token).header("If-Match", etag).delete(path);
    }

    /** Adds something and returns its id. */
    public UUID add(String path, Map<String, ?> body) {
        return UUID.fromString(post(path, body).then().statusCode(201).extract().path("id"));
    }
}
