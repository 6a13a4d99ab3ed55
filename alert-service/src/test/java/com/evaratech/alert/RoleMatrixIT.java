package com.evaratech.alert;

import static com.evaratech.local.testing.http.Request.given;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.deletion.Exports;
import com.evaratech.alert.trial.HistoryServer;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.TestDeadLetters;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.http.Request;
import com.evaratech.local.testing.route.RouteCases;
import com.evaratech.local.testing.route.RouteCases.Asked;
import com.evaratech.local.testing.route.RouteCases.Case;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the matrix with every role, on things of its own tenant and of another's. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "alerting")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleMatrixIT {

    private static final String SERVICE = "alert-service";
    private static final Set<String> REMOVALS =
            Set.of("DELETE /api/v1/rules/{id}", "DELETE /api/v1/alert-routes/{id}");

    private final Placement place =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final Placement elsewhere =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private final Map<String, Asked> requests = new HashMap<>();
    private final OwnThings own = new OwnThings(this::as);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;

    private @Nullable HistoryServer history;

    static Stream<Case> cases() {
        return RouteCases.of(SERVICE);
    }

    @BeforeEach
    void populate() throws SQLException {
        if (requests.isEmpty()) {
            for (Role role : Role.values()) {
                tokens.put(role, TestTokens.within(role, place));
            }
            fill();
        }
    }

    private void fill() throws SQLException {
        requests.putAll(TestDeadLetters.requests("alerting"));
        var ours = things(place);
        var theirs = things(elsewhere);
        for (var list :
                new String[] {
                    "rules",
                    "alerts",
                    "alerts/statistics",
                    "audit/alerting",
                    "alert-routes",
                    "deliveries",
                    "silences",
                    "rules/templates"
                }) {
            requests.put("GET /api/v1/" + list, Asked.anybodys("/api/v1/" + list));
        }
        requests.put(
                "POST /api/v1/rules", Asked.placed("/api/v1/rules", rule(place), rule(elsewhere)));
        requests.put("GET /api/v1/rules/{id}", Asked.named(ours.rule(), theirs.rule()));
        requests.put(
                "GET /api/v1/rules/{id}/versions/{number}",
                Asked.named(ours.rule() + "/versions/1", theirs.rule() + "/versions/1"));
        requests.put(
                "PUT /api/v1/rules/{id}",
                new Asked(ours.rule(), rule(place), theirs.rule(), rule(elsewhere)));
        requests.put(
                "GET /api/v1/exports/{id}/alerting",
                Asked.named(
                        "/api/v1/exports/" + Exports.ready(place) + "/alerting",
                        "/api/v1/exports/" + Exports.ready(elsewhere) + "/alerting"));
        var trial = "/api/v1/rules/dry-run";
        requests.put(
                "POST " + trial,
                Asked.placed(trial, Map.of("rule", rule(place)), Map.of("rule", rule(elsewhere))));
        files();
        routes();
        silences();
        requests.put("GET /api/v1/alerts/{id}", Asked.named(ours.alert(), theirs.alert()));
        var comments = Asked.named(ours.alert() + "/comments", theirs.alert() + "/comments");
        requests.put("GET /api/v1/alerts/{id}/comments", comments);
        requests.put(
                "POST /api/v1/alerts/{id}/comments", comments.with(Map.of("text", "Seen it.")));
        for (var act : List.of("/acknowledge", "/resolve")) {
            requests.put(
                    "POST /api/v1/alerts/{id}" + act,
                    Asked.named(ours.alert() + act, theirs.alert() + act)
                            .with(Map.of("text", "Seen it.")));
        }
    }

    private void routes() {
        var path = "/api/v1/alert-routes";
        requests.put("POST " + path, Asked.placed(path, route(place), route(elsewhere)));
        var one = Asked.named(created(path, route(place)), created(path, route(elsewhere)));
        requests.put("GET " + path + "/{id}", one);
        requests.put("PUT " + path + "/{id}", one.with(Map.of("name", "")));
        requests.put(
                "POST " + path + "/{id}/test",
                Asked.named(one.own() + "/test", one.foreign() + "/test"));
        requests.put(
                "POST /api/v1/deliveries/{id}/retry",
                Asked.named(delivery(one.own()), delivery(one.foreign())));
    }

    private void files() {
        var apply = "/api/v1/rules/templates/apply";
        requests.put(
                "POST " + apply,
                Asked.placed(
                        apply,
                        Map.of("community_id", place.communityId()),
                        Map.of("community_id", elsewhere.communityId())));
        requests.put(
                "GET /api/v1/rules/export",
                Asked.named(
                        "/api/v1/rules/export?community=" + place.communityId(),
                        "/api/v1/rules/export?community=" + elsewhere.communityId()));
        var file = "/api/v1/rules/import?dry_run=true&community=";
        requests.put(
                "POST /api/v1/rules/import",
                new Asked(
                        file + place.communityId(),
                        Map.of("rules", List.of(Map.of())),
                        file + elsewhere.communityId(),
                        Map.of("rules", List.of(Map.of()))));
    }

    private void silences() {
        var path = "/api/v1/silences";
        requests.put("POST " + path, Asked.placed(path, silence(place), silence(elsewhere)));
        var one = Asked.named(created(path, silence(place)), created(path, silence(elsewhere)));
        requests.put("GET " + path + "/{id}", one);
        // A silence ends once: asked again it answers 409, which the matrix does not mind.
        requests.put(
                "POST " + path + "/{id}/end",
                Asked.named(one.own() + "/end", one.foreign() + "/end"));
    }

    private static Map<String, Object> silence(Placement where) {
        return Map.of(
                "community_id",
                where.communityId(),
                "category",
                "SUMP",
                "until",
                "2099-01-01T00:00:00Z",
                "from",
                "2098-12-01T00:00:00Z",
                "reason",
                "Cleaning");
    }

    private String delivery(@Nullable String route) {
        String id = as(Role.SUPERADMIN).post(route + "/test").path("delivery_id");
        return "/api/v1/deliveries/" + id + "/retry";
    }

    private static Map<String, Object> route(Placement where) {
        return Map.of(
                "name",
                "Nobody",
                "community_id",
                where.communityId(),
                "url",
                "http://127.0.0.1:1/",
                "enabled",
                false);
    }

    /** Paths of a rule and of an alert that it brought about. */
    private record Things(String rule, String alert) {}

    private Things things(Placement where) {
        var node =
                new NodeEntry(
                        1,
                        UUID.randomUUID(),
                        ThreadLocalRandom.current().nextLong(1, 1L << 40),
                        "TANK",
                        "OHT",
                        where,
                        List.of());
        TestDirectory.publish(new CommunityEntry(1, where.communityId(), where.distributorId()));
        TestDirectory.publish(node);
        TestDirectory.markComplete();
        String rule = newRule(where);
        new Alerting(publisher).send(node, Alerting.level(0, 1));
        var of = "/api/v1/alerts?node=" + node.id();
        await().atMost(PATIENCE)
                .until(() -> !as(Role.SUPERADMIN).get(of).<List<?>>path("items").isEmpty());
        String alert = as(Role.SUPERADMIN).get(of).path("items[0].id");
        return new Things(rule, "/api/v1/alerts/" + alert);
    }

    /** Of a removal by a role that may: a thing goes once. */
    private Asked removal(String row) {
        return row.contains("rules")
                ? Asked.named(newRule(place), newRule(elsewhere))
                : Asked.named(
                        created("/api/v1/alert-routes", route(place)),
                        created("/api/v1/alert-routes", route(elsewhere)));
    }

    private String newRule(Placement where) {
        return created("/api/v1/rules", rule(where));
    }

    private String created(String path, Map<String, Object> wish) {
        String id =
                as(Role.SUPERADMIN)
                        .asJson()
                        .body(wish)
                        .post(path)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        return path + "/" + id;
    }

    private static Map<String, Object> rule(Placement where) {
        return Map.of(
                "name", "Low tank",
                "community_id", where.communityId(),
                "severity", "critical",
                "binding", Map.of("kind", "community"),
                "condition",
                        Map.of(
                                "kind",
                                "threshold",
                                "metric",
                                "water_level_percent",
                                "operator",
                                "lt",
                                "threshold",
                                10,
                                "clear_threshold",
                                12.5,
                                "duration_seconds",
                                0));
    }

    @Test
    void shouldKnowARequestForEveryRow() {
        var all = new HashSet<>(requests.keySet());
        all.addAll(REMOVALS);
        all.addAll(OwnThings.ROWS);
        RouteCases.requireWhole(SERVICE, all);
    }

    @BeforeEach
    void open() throws IOException {
        history = HistoryServer.open();
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(history).close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldAnswerAsTheMatrixSays(Case each) {
        if (each.role() == null) {
            String path =
                    each.route().template().replaceAll("\\{[a-z_]+}", UUID.randomUUID().toString());
            RouteCases.judge(each, false, send(given(), each, path, null));
        } else if (OwnThings.ROWS.contains(each.route().toString())) {
            own.ask(each, each.role());
        } else if (RouteCases.goesByRoles(each.route())) {
            var asked =
                    REMOVALS.contains(each.route().toString())
                            ? removal(each.route().toString())
                            : Objects.requireNonNull(requests.get(each.route().toString()));
            RouteCases.judge(
                    each, false, send(as(each.role()), each, asked.own(), asked.ownBody()));
            if (asked.foreign() != null) {
                RouteCases.judge(
                        each,
                        true,
                        send(as(each.role()), each, asked.foreign(), asked.foreignBody()));
            }
        }
    }

    private Request as(Role role) {
        return given().bearer(Objects.requireNonNull(tokens.get(role))).header("If-Match", "*");
    }

    private static int send(
            Request request, Case each, String path, @Nullable Map<String, ?> body) {
        var filled = body == null ? request : request.asJson().body(body);
        return filled.request(each.route().method(), path).statusCode();
    }
}
