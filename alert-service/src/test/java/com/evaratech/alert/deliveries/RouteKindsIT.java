package com.evaratech.alert.deliveries;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.evaratech.alert.Fleet;
import com.evaratech.alert.deliveries.Receiver.Request;
import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers that want a text. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class RouteKindsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/api/v1/alert-routes";

    private final Fleet fleet = Fleet.create();
    private final Receiver receiver;

    RouteKindsIT() throws IOException {
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void shouldTellAChat() {
        String id = create(Map.of("kind", "slack"));

        assertThat(tested(id, 1).body())
                .isEqualTo("{\"text\":\"A test of this route: it works.\"}");
    }

    @Test
    void shouldTellByATemplateWithAnAuthorizationThatIsNeverShown() {
        Map<String, Object> sms =
                Map.of(
                        "kind",
                        "http",
                        "authorization",
                        "Bearer first",
                        "template",
                        Map.of("content_type", "text/plain", "body", "To all: {{short}}"));
        String id = create(sms);
        Request first = tested(id, 1);
        assertThat(first.body()).isEqualTo("To all: A test of this route: it works.");
        assertThat(first.authorization()).isEqualTo("Bearer first");
        as().get(PATH + "/" + id)
                .then()
                .body("$", not(hasKey("authorization")))
                .body("template.body", equalTo("To all: {{short}}"));

        // Left out, it stays; given, it is another one.
        Map<String, Object> changed = new HashMap<>(sms);
        changed.remove("authorization");
        changed.put("template", Map.of("content_type", "text/plain", "body", "{{short}}"));
        put(id, changed).statusCode(200);
        assertThat(tested(id, 2).authorization()).isEqualTo("Bearer first");
        changed.put("authorization", "Bearer second");
        put(id, changed).statusCode(200);
        Request third = tested(id, 3);
        assertThat(third.authorization()).isEqualTo("Bearer second");
        assertThat(third.body()).isEqualTo("A test of this route: it works.");
    }

    @Test
    void shouldSayWhatAKindNeeds() {
        post(Map.of("kind", "pigeon"))
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("kind"));
        post(Map.of("kind", "http"))
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("template"));
        post(Map.of("authorization", "x", "template", Map.of()))
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("template", "authorization"));
    }

    private Request tested(String id, int count) {
        as().post(PATH + "/" + id + "/test").then().statusCode(202);
        await().atMost(PATIENCE).until(() -> receiver.requests().size() == count);
        return receiver.requests().getLast();
    }

    private String create(Map<String, Object> more) {
        return post(more).statusCode(201).extract().path("id");
    }

    private ValidatableResponse post(Map<String, Object> more) {
        return as().contentType(ContentType.JSON).body(wish(more)).post(PATH).then();
    }

    private ValidatableResponse put(String id, Map<String, Object> more) {
        return as().contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(wish(more))
                .put(PATH + "/" + id)
                .then();
    }

    private Map<String, Object> wish(Map<String, Object> more) {
        Map<String, Object> wish = new HashMap<>(more);
        wish.put("name", "Guard");
        wish.put("community_id", fleet.communityId());
        wish.put("url", receiver.url());
        return wish;
    }

    private RequestSpecification as() {
        return given().auth().oauth2(fleet.token(Role.COMMUNITY_ADMIN));
    }
}
