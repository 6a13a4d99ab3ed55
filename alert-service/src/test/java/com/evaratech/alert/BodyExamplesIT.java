package com.evaratech.alert;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.trial.HistoryServer;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.example.BodyExample;
import com.evaratech.local.testing.example.BodyExamples;
import com.evaratech.local.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API's document shows to be sent is accepted, of every operation on rules and alerts. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "alerting")
class BodyExamplesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHANNELS = "/api/v1/me/notification-channels";
    private static final String SUBSCRIPTIONS = "/api/v1/me/subscriptions";

    @Inject ReadingsPublisher publisher;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();
    private final String token = fleet.token(Role.COMMUNITY_ADMIN);

    /**
     * How an example is sent.
     *
     * @param own what is the sender's, see {@link BodyExample#with}
     */
    private record Sent(String path, Map<String, ?> own) {}

    static Stream<BodyExample> examples() {
        return BodyExamples.of("alert-service");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void shouldAcceptWhatTheDocumentShows(BodyExample example) throws IOException {
        try (var _ = HistoryServer.open()) {
            var sent = sent(example);

            var answer =
                    admin().header("If-Match", "*")
                            .contentType(example.mediaType())
                            .body(example.with(sent.own()).getBytes(StandardCharsets.UTF_8))
                            .request(example.route().method(), sent.path());

            assertThat(answer.statusCode())
                    .as(answer.asString())
                    .matches(example::isPromised, "a success that the document tells");
            if (sent.path().contains("/rules/import")) {
                assertThat(answer.jsonPath().getList("rules.outcome")).containsExactly("added");
            }
        }
    }

    private Sent sent(BodyExample example) {
        return switch (example.route().template().split("/", -1)[3]) {
            case "rules" -> rules(example);
            case "alerts" -> alerts(example);
            case "me" -> ones(example);
            default -> telling(example);
        };
    }

    private Sent rules(BodyExample example) {
        return switch (example.route().toString()) {
            case "POST /api/v1/rules" -> new Sent("/api/v1/rules", here("node_id", tank.id()));
            case "PUT /api/v1/rules/{id}" ->
                    new Sent("/api/v1/rules/" + rule(), here("node_id", tank.id()));
            case "POST /api/v1/rules/dry-run" -> {
                var own = new HashMap<String, Object>(here("node_id", tank.id()));
                own.put("node_ids", List.of(tank.id()));
                yield new Sent("/api/v1/rules/dry-run", own);
            }
            case "POST /api/v1/rules/templates/apply" ->
                    new Sent("/api/v1/rules/templates/apply", here());
            case "POST /api/v1/rules/import" ->
                    new Sent(
                            "/api/v1/rules/import?community=" + fleet.communityId(),
                            example.body().isTextual() ? Map.of() : Map.of("node_id", tank.id()));
            default -> throw new IllegalArgumentException("nobody sends " + example);
        };
    }

    private Sent alerts(BodyExample example) {
        var _ = rule();
        new Alerting(publisher).send(tank, Alerting.level(0, 1));
        var list = "/api/v1/alerts?node=" + tank.id();
        await().atMost(PATIENCE).until(() -> !admin().get(list).<List<?>>path("items").isEmpty());
        String alert = admin().get(list).path("items[0].id");
        return new Sent(example.route().template().replace("{id}", alert), Map.of());
    }

    private Sent telling(BodyExample example) {
        var about = new HashMap<String, Object>(here("node_id", tank.id()));
        about.put("rule_id", rule());
        return switch (example.route().toString()) {
            case "POST /api/v1/alert-routes" -> new Sent("/api/v1/alert-routes", about);
            case "PUT /api/v1/alert-routes/{id}" -> {
                var wish = new HashMap<String, Object>(here("name", "Nobody"));
                wish.put("url", "http://127.0.0.1:1/");
                yield new Sent("/api/v1/alert-routes/" + add("/api/v1/alert-routes", wish), about);
            }
            case "POST /api/v1/silences" -> new Sent("/api/v1/silences", about);
            default -> throw new IllegalArgumentException("nobody sends " + example);
        };
    }

    private Sent ones(BodyExample example) {
        return switch (example.route().toString()) {
            case "POST " + CHANNELS -> new Sent(CHANNELS, Map.of());
            case "PUT " + CHANNELS + "/{id}" -> new Sent(CHANNELS + "/" + channel(), Map.of());
            case "POST " + SUBSCRIPTIONS ->
                    new Sent(SUBSCRIPTIONS, Map.of("channel_id", channel(), "node_id", tank.id()));
            case "PUT " + SUBSCRIPTIONS + "/{id}" -> {
                var channel = channel();
                var wish = Map.of("channel_id", channel, "category", "SUMP");
                yield new Sent(
                        SUBSCRIPTIONS + "/" + add(SUBSCRIPTIONS, wish),
                        Map.of("channel_id", channel, "node_id", tank.id()));
            }
            default -> throw new IllegalArgumentException("nobody sends " + example);
        };
    }

    private UUID rule() {
        return Alerting.rule(fleet, Alerting.everywhere(), 0);
    }

    private String channel() {
        return add(CHANNELS, Map.of("name", "Nowhere", "url", "http://127.0.0.1:1/"));
    }

    private String add(String path, Map<String, ?> wish) {
        return admin().asJson().body(wish).post(path).then().statusCode(201).extract().path("id");
    }

    private Map<String, Object> here() {
        return Map.of("community_id", fleet.communityId());
    }

    private Map<String, Object> here(String field, Object value) {
        return Map.of("community_id", fleet.communityId(), field, value);
    }

    private Request admin() {
        return given().bearer(token);
    }
}
