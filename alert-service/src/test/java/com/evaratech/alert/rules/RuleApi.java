package com.evaratech.alert.rules;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;

/** The rules' HTTP interface as one caller uses it. */
record RuleApi(String token) {

    ValidatableResponse post(String body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/rules")
                .then();
    }

    ValidatableResponse get(String pathAndQuery) {
        return given().auth().oauth2(token).get(pathAndQuery).then();
    }

    /** The id of a rule that is created now. */
    UUID create(String wish) {
        return UUID.fromString(post(wish).statusCode(201).extract().path("id"));
    }

    /** The ids in one page of the list. */
    List<UUID> list(String query) {
        return ids(page(query));
    }

    JsonPath page(String query) {
        return get("/api/v1/rules" + query).statusCode(200).extract().jsonPath();
    }

    static List<UUID> ids(JsonPath page) {
        return page.getList("items.id", UUID.class);
    }
}
