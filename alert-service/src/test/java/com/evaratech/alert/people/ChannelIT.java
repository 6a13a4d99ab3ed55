package com.evaratech.alert.people;

import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.alert.people.Person.CHANNELS;
import static com.evaratech.alert.people.Person.SUBSCRIPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.evaratech.alert.Fleet;
import com.evaratech.alert.deliveries.Receiver;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class ChannelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String URL = "https://example.com/asha";

    private final Fleet fleet = Fleet.create();
    private final Person asha = Person.of(Role.VIEWER, new Scope.OfCommunity(fleet.communityId()));

    private static Map<String, Object> wish() {
        return new HashMap<>(Map.of("name", "My phone", "url", URL));
    }

    @Test
    void shouldShowTheSecretOnceAndKeepItSealed() {
        var created = asha.posts(CHANNELS, wish()).statusCode(201).header("ETag", "\"1\"");
        String id = created.extract().path("id");
        String secret = created.extract().path("secret");

        assertThat(secret).hasSize(64);
        asha.asks()
                .get(CHANNELS + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("My phone"))
                .body("kind", equalTo("webhook"))
                .body("group_seconds", equalTo(30))
                .body("enabled", equalTo(true))
                .body("$", not(hasKey("secret")));
        assertThat(texts("select secret from alerting.route where id = '%s'".formatted(id)))
                .singleElement()
                .satisfies(kept -> assertThat(kept).startsWith("s1.").doesNotContain(secret));
    }

    @Test
    void shouldTellTheAuditThatAChannelChangedAndNotWhereItGoes() {
        String id = asha.channel(Map.of("url", URL));
        asha.puts(CHANNELS + "/" + id, "\"1\"", Map.of("name", "Other", "url", URL + "/2"))
                .statusCode(200);
        asha.asks().delete(CHANNELS + "/" + id).then().statusCode(204);

        List<String> rows =
                texts(
                        """
                        select concat_ws(' ', action, community_id, before, after) from alerting.audit
                        where subject_type = 'notification_channel' and subject_id = '%s' order by number
                        """
                                .formatted(id));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).startsWith("added " + fleet.communityId());
        assertThat(rows.get(1)).startsWith("changed");
        assertThat(rows.get(2)).startsWith("removed");
        assertThat(String.join("", rows)).doesNotContain("example.com", "My phone", "s1.");
    }

    @Test
    void shouldChangeTheVersionThatWasSeen() {
        String id = asha.channel(Map.of("url", URL));
        Map<String, Object> other = wish();
        other.put(
                "quiet_hours",
                Map.of("from", "22:00", "until", "06:00", "time_zone", "Asia/Kolkata"));
        String path = CHANNELS + "/" + id;

        asha.puts(path, "\"1\"", other)
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("quiet_hours.from", equalTo("22:00"))
                .body("quiet_hours.time_zone", equalTo("Asia/Kolkata"));
        asha.puts(path, "\"2\"", other).statusCode(200).header("ETag", "\"2\"");
        asha.puts(path, "\"1\"", wish()).statusCode(412);
        asha.asks().contentType("application/json").body(wish()).put(path).then().statusCode(428);
        asha.asks().header("If-Match", "\"1\"").delete(path).then().statusCode(412);
        asha.asks().get(CHANNELS).then().body("items.id", contains(id));
    }

    @Test
    void shouldBelongToItsPersonAlone() {
        String id = asha.channel(Map.of("url", URL));
        String subscription = asha.subscribes(id, Map.of());
        Person root = Person.of(Role.SUPERADMIN, new Scope.Everything());
        Person neighbour =
                Person.of(Role.COMMUNITY_ADMIN, new Scope.OfCommunity(fleet.communityId()));

        for (Person other : List.of(root, neighbour)) {
            String path = CHANNELS + "/" + id;
            other.asks().get(path).then().statusCode(404);
            other.puts(path, "*", wish()).statusCode(404);
            other.asks().delete(path).then().statusCode(404);
            other.asks().post(path + "/test").then().statusCode(404);
            other.asks().get(CHANNELS).then().body("items", empty());
            other.asks().get(SUBSCRIPTIONS + "/" + subscription).then().statusCode(404);
            other.asks().get("/api/v1/me/deliveries?channel=" + id).then().body("items", empty());
            other.asks().get("/api/v1/alert-routes/" + id).then().statusCode(404);
            other.asks().get("/api/v1/deliveries?route=" + id).then().body("items", empty());
            other.asks()
                    .get("/api/v1/alert-routes?limit=200")
                    .then()
                    .body("items.id", not(hasItem(id)));
        }
        root.asks()
                .get("/api/v1/me/notifications/export")
                .then()
                .body("channels", empty())
                .body("subscriptions", empty());
    }

    @Test
    void shouldBeTenAtMost() {
        for (int i = 0; i < 10; i++) {
            String _ = asha.channel(Map.of("url", URL + "/" + i));
        }

        asha.posts(CHANNELS, wish())
                .statusCode(409)
                .body("code", equalTo("too_many_notification_channels"));
        String first = asha.asks().get(CHANNELS).path("items[0].id");
        asha.asks().delete(CHANNELS + "/" + first).then().statusCode(204);
        asha.posts(CHANNELS, wish()).statusCode(201);
    }

    @Test
    void shouldNameAllThatIsWrong() {
        asha.posts(
                        CHANNELS,
                        Map.of("name", " ", "kind", "email", "url", URL, "group_seconds", 3_601))
                .statusCode(400)
                .body("errors.field", contains("name", "url", "group_seconds"));
    }

    @Test
    void shouldSendATestAMinuteAndShowWhatBecameOfIt() throws IOException {
        try (Receiver receiver = Receiver.open()) {
            String channel = asha.channel(receiver.url());

            String delivery =
                    asha.asks()
                            .post(CHANNELS + "/" + channel + "/test")
                            .then()
                            .statusCode(202)
                            .extract()
                            .path("delivery_id");

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            asha.asks()
                                    .get("/api/v1/me/deliveries")
                                    .then()
                                    .body("items.id", contains(delivery))
                                    .body("items.state", contains("delivered"))
                                    .body("items.event", contains("test"))
                                    .body("items.channel_id", contains(channel)));
            assertThat(receiver.requests()).hasSize(1);
            assertThat(new JsonObject(receiver.requests().getFirst().body()).getString("type"))
                    .isEqualTo("test");
            asha.asks()
                    .post(CHANNELS + "/" + channel + "/test")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("test_under_way"));
        }
    }

    @Test
    void shouldBeTakenAlongWithoutSecrets() {
        String channel = asha.channel(Map.of("url", URL));
        String subscription = asha.subscribes(channel, Map.of("least_severity", "critical"));

        asha.asks()
                .get("/api/v1/me/notifications/export")
                .then()
                .statusCode(200)
                .body("channels.id", contains(channel))
                .body("channels.url", contains(URL))
                .body("channels[0]", not(hasKey("secret")))
                .body("subscriptions.id", contains(subscription));
    }
}
