package com.evaratech.node;

import static io.restassured.RestAssured.given;

import com.evaratech.common.access.Credential;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
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
        return given().header("X-Api-Key", key).contentType(ContentType.JSON).body(body).post(path);
    }
}
