package com.evaratech.node.nodes;

import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Request;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service answers to JSON that it would have to guess at. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class StrictBodyIT {

    private static final String NODES = "/api/v1/nodes";

    private Person superadmin;
    private Tenant tenant;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"expected_interval_seconds\":60.9 | expected_interval_seconds | a whole number",
                "\"expected_interval_seconds\":\"60\" | expected_interval_seconds | a whole number",
                "\"expected_interval_seconds\":6000000000 | expected_interval_seconds | a whole",
                "\"coordinates\":{\"latitude\":\"1\",\"longitude\":1}"
                        + " | coordinates.latitude | a number",
                "\"label\":7 | label | text",
                "\"label\":\"x\", \"label\":\"y\" | label | each field once",
                "\"label\":\"a\\u0000b\" | label | text in quotes, without U+0000",
                "\"location_name\":\"\\ud800\" | location_name | text in quotes",
                "\"tags\":[\"a\",\"\\u0000\"] | tags[1] | text in quotes, without U+0000",
                "\"colour\":\"blue\" | colour | no such field",
            })
    void shouldNameTheFieldAndWhatIsAllowed(String members, String field, String allowed) {
        superadmin
                .postText(NODES, wish(members))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_request"))
                .body("errors[0].field", equalTo(field))
                .body("errors[0].allowed", startsWith(allowed));
    }

    @ParameterizedTest
    @ValueSource(strings = {" {}", " 7", " oops", "\u0000"})
    void shouldRefuseWhatStandsBehindTheDocument(String rest) {
        superadmin
                .postText(NODES, wish("\"label\":\"North tank\"") + rest)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("body"));
    }

    @Test
    void shouldRefuseAParameterThatNoDatabaseCanCompareWith() {
        Request.given()
                .bearer(superadmin.token())
                .encoded()
                .get(NODES + "?category=OHT%00")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("category"));
    }

    @Test
    void shouldAnswerHeadAsGetWithoutBody() {
        Request.given()
                .bearer(superadmin.token())
                .head(NODES + "/" + tenant.node())
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body(emptyString());
    }

    private String wish(String members) {
        return "{\"community_id\":\"%s\", \"key\":\"%s\", \"category\":\"OHT\", \"time_zone\":\"UTC\", %s}"
                .formatted(tenant.community(), Tenant.key(), members);
    }
}
