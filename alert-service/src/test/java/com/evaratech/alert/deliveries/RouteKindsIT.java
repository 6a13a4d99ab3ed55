package com.evaratech.alert.deliveries;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.evaratech.alert.Fleet;
import com.evaratech.alert.deliveries.Receiver.Request;
import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
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

    /** In order, again after a failure, and each mail under one name. */
    @Test
    void shouldTellByMail() throws IOException {
        try (var mail = MailReceiver.open(TestMailPort.get(), null)) {
            mail.behaveFirst(MailReceiver.Manner.IS_BUSY, MailReceiver.Manner.DIES);
            String id = create(Map.of("kind", "email", "url", "mailto:guard@water.example"));

            String delivery = as().post(PATH + "/" + id + "/test").path("delivery_id");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            as().get("/api/v1/deliveries?route=" + id)
                                    .then()
                                    .body("items[0].state", equalTo("delivered"))
                                    .body("items[0].attempts", equalTo(3)));

            assertThat(mail.mails())
                    .hasSize(2)
                    .allSatisfy(each -> {
                        assertThat(each.to()).isEqualTo("RCPT TO:<guard@water.example>");
                        assertThat(each.header("Message-ID"))
                                .isEqualTo("<%s@water.example>".formatted(delivery));
                    });
        }
    }

    @Test
    void shouldGiveUpAMailboxThatDoesNotExist() throws IOException {
        try (var mail = MailReceiver.open(TestMailPort.get(), null)) {
            mail.behaveFirst(MailReceiver.Manner.KNOWS_NOBODY);
            String id = create(Map.of("kind", "email", "url", "mailto:nobody@water.example"));

            as().post(PATH + "/" + id + "/test").then().statusCode(202);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            as().get("/api/v1/deliveries?route=" + id)
                                    .then()
                                    .body("items[0].state", equalTo("failed"))
                                    .body(
                                            "items[0].last_error",
                                            equalTo("it answered 550 there is nobody")));
        }
    }

    @Test
    void shouldSayWhatAKindNeeds() {
        post(Map.of("kind", "email")).statusCode(400).body("errors.field", hasItem("url"));
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

    private Response post(Map<String, Object> more) {
        return as().asJson().body(wish(more)).post(PATH).then();
    }

    private Response put(String id, Map<String, Object> more) {
        return as().asJson().header("If-Match", "*").body(wish(more)).put(PATH + "/" + id).then();
    }

    private Map<String, Object> wish(Map<String, Object> more) {
        Map<String, Object> wish = new HashMap<>(more);
        wish.put("name", "Guard");
        wish.put("community_id", fleet.communityId());
        wish.putIfAbsent("url", receiver.url());
        return wish;
    }

    private com.evaratech.local.testing.http.Request as() {
        return given().bearer(fleet.token(Role.COMMUNITY_ADMIN));
    }
}
