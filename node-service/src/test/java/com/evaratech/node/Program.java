package com.evaratech.node;

import static com.evaratech.local.testing.http.Request.given;

import com.evaratech.common.access.Credential;
import com.evaratech.local.testing.http.Response;
import java.util.Map;

/** A program with an API key that asks the service under test. */
public record Program(String key) {

    /** The id in its key. */
    public String id() {
        return Credential.parse(Credential.Use.API_KEY, key).orElseThrow().id();
    }

    public Response get(String path) {
        return given().header("X-Api-Key", key).get(path);
    }

    public Response post(String path, Map<String, ?> body) {
        return given().header("X-Api-Key", key).asJson().body(body).post(path);
    }
}
