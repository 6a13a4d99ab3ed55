package com.evaratech.alert.routes;

import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Request;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class RouteIT {

    private static final String PATH = "/api/v1/alert-routes";

    private final Fleet fleet = Fleet.create();
    private final String admin = fleet.token(Role.COMMUNITY_ADMIN);

    @Test
    void shouldShowTheSecretOnceAndKeepItSealed() {
        Response created = post(wish()).statusCode(201).header("ETag", "\"1\"");
        String id = created.extract().path("id");
        String secret = created.extract().path("secret");

        assertThat(secret).hasSize(64);
        as(admin)
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Control room"))
                .body("least_severity", equalTo("warning"))
                .body("enabled", equalTo(true))
                .body("failures", equalTo(0))
                .body("$", not(hasKey("secret")));
        assertThat(texts("select secret from alerting.route where id = '%s'".formatted(id)))
                .singleElement()
                .satisfies(kept -> assertThat(kept).startsWith("s1.").doesNotContain(secret));
        assertThat(
                        texts(
                                "select after::text from alerting.audit where subject_id = '%s'"
                                        .formatted(id)))
                .singleElement()
                .satisfies(
                        kept -> assertThat(kept).contains("Control room").doesNotContain(secret));
    }

    @Test
    void shouldChangeTheVersionThatWasSeen() {
        String id = post(wish()).extract().path("id");
        Map<String, Object> other = wish();
        other.put("least_severity", "critical");

        put(id, "\"1\"", other)
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("least_severity", equalTo("critical"));
        put(id, "\"2\"", other).statusCode(200).header("ETag", "\"2\"");
        put(id, "\"1\"", wish()).statusCode(412);
        as(admin).asJson().body(other).put(PATH + "/" + id).then().statusCode(428);
        other.put("community_id", UUID.randomUUID());
        put(id, "\"2\"", other)
                .statusCode(400)
                .body("errors.field", equalTo(List.of("community_id")));
    }

    @Test
    void shouldListAndRemove() {
        String first = post(wish()).extract().path("id");
        String second = post(wish()).extract().path("id");
        as(admin).get(PATH).then().body("items.id", contains(first, second));

        as(admin).delete(PATH + "/" + first).then().statusCode(204);

        as(admin).get(PATH).then().body("items.id", contains(second));
        as(admin).get(PATH + "/" + first).then().statusCode(404);
    }

    @Test
    void shouldNotKnowRoutesOfOthers() {
        String id = post(wish()).extract().path("id");
        String stranger = Fleet.create().token(Role.COMMUNITY_ADMIN);

        as(stranger).get(PATH + "/" + id).then().statusCode(404);
        as(stranger).delete(PATH + "/" + id).then().statusCode(404);
        as(stranger).post(PATH + "/" + id + "/test").then().statusCode(404);
        as(stranger).get("/api/v1/deliveries?route=" + id).then().body("items.size()", equalTo(0));
        as(stranger)
                .asJson()
                .body(wish())
                .post(PATH)
                .then()
                .statusCode(404)
                .body("code", equalTo("community_not_found"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://example.com/",
                "example.com",
                "https://",
                "https:///path",
                "file:///etc/passwd",
                "https://user:word@example.com/",
                "https://example.com/#top",
                "https://example.com:65536/",
                "https://example.com:0/",
                "http://a b/"
            })
    void shouldRefuseWhatCannotBeSentTo(String url) {
        Map<String, Object> wish = wish();
        wish.put("url", url);

        post(wish).statusCode(400).body("errors.field", equalTo(List.of("url")));
    }

    @Test
    void shouldBeNarrowedToThingsOfTheCommunityOnly() {
        UUID node = fleet.tank().id();
        UUID rule = Alerting.rule(fleet, Alerting.everywhere(), 0);
        Map<String, Object> wish = wish();
        wish.put("category", "OHT");
        wish.put("node_id", node);
        wish.put("rule_id", rule);
        String id =
                post(wish)
                        .statusCode(201)
                        .body("category", equalTo("OHT"))
                        .body("node_id", equalTo(node.toString()))
                        .body("rule_id", equalTo(rule.toString()))
                        .extract()
                        .path("id");

        put(id, "\"1\"", wish).statusCode(200).header("ETag", "\"1\"");
        wish.put("node_id", Fleet.create().tank().id());
        put(id, "\"1\"", wish).statusCode(404).body("code", equalTo("node_not_found"));
        wish.remove("node_id");
        wish.put("rule_id", UUID.randomUUID());
        put(id, "\"1\"", wish).statusCode(400).body("errors.field", contains("rule_id"));
        post(wish).statusCode(400).body("errors.field", contains("rule_id"));
        wish.remove("rule_id");
        wish.put("category", "POND");
        put(id, "\"1\"", wish).statusCode(400).body("errors.field", contains("category"));
        put(id, "\"1\"", wish())
                .statusCode(200)
                .body("category", nullValue())
                .body("node_id", nullValue())
                .body("rule_id", nullValue());
    }

    @Test
    void shouldNameAllThatIsWrong() {
        post(Map.of("community_id", fleet.communityId(), "name", " ", "least_severity", "loud"))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("name", "url", "least_severity")));
    }

    private Map<String, Object> wish() {
        return new HashMap<>(
                Map.of(
                        "name",
                        "Control room",
                        "community_id",
                        fleet.communityId(),
                        "url",
                        "https://example.com/alerts"));
    }

    private static Request as(String token) {
        return given().bearer(token);
    }

    private Response post(Map<String, Object> wish) {
        return as(admin).asJson().body(wish).post(PATH).then();
    }

    private Response put(String id, String seen, Map<String, Object> wish) {
        return as(admin).asJson().header("If-Match", seen).body(wish).put(PATH + "/" + id).then();
    }
}
