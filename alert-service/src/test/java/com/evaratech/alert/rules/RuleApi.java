package com.evaratech.alert.rules;

import static com.evaratech.local.testing.http.Request.given;

import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import java.util.List;
import java.util.UUID;

/** The rules' HTTP interface as one caller uses it. */
record RuleApi(String token) {

    Response post(String body) {
        return given().bearer(token).asJson().body(body).post("/api/v1/rules").then();
    }

    Response get(String pathAndQuery) {
        return given().bearer(token).get(pathAndQuery).then();
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
