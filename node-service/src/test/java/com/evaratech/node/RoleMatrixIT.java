package com.evaratech.node;

import static io.restassured.RestAssured.given;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.TestDeadLetters;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.route.RouteCases;
import com.evaratech.local.testing.route.RouteCases.Asked;
import com.evaratech.local.testing.route.RouteCases.Case;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the matrix with every role, on things of its own tenant and of another's. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "registry")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // populated before the first test
class RoleMatrixIT {

    private static final String SERVICE = "node-service";
    private static final String NOON = "2026-03-01T12:00:00Z";
    private static final Map<String, Object> SPAN =
            Map.of(
                    "starts_at", NOON,
                    "ends_at", "2026-03-01T18:00:00Z",
                    "reason", "Mains shut");
    private static final Map<String, Object> CALIBRATION =
            Map.of("metric", "ph", "valid_from", NOON, "scale", 1, "offset", 0.5);

    private final Map<Role, Person> people = new EnumMap<>(Role.class);
    private final Map<String, Asked> requests = new HashMap<>();

    /** For rows whose thing may be gone after it was asked for: each time it is another one. */
    private final Map<String, Supplier<Asked>> perishable = new HashMap<>();

    private Things own;
    private Things foreign;

    static Stream<Case> cases() {
        return RouteCases.of(SERVICE);
    }

    /** What a tenant has that rows name. */
    private record Things(
            Tenant tenant,
            String viewer,
            String key,
            String apiKey,
            String invitation,
            String claimToken) {

        static Things create() {
            var superadmin = Person.superadmin();
            var tenant = Tenant.create();
            var place = Map.of("community_id", tenant.community());
            var viewing = Map.of("role", "viewer", "community_id", tenant.community());
            var naming = new HashMap<String, Object>(viewing);
            naming.put("name", "Billing");
            return new Things(
                    tenant,
                    tenant.person(Role.VIEWER).subject(),
                    superadmin
                            .post("/api/v1/nodes/" + tenant.node() + "/keys", Map.of())
                            .path("id"),
                    superadmin.post("/api/v1/api-keys", naming).path("api_key.id"),
                    superadmin.post("/api/v1/invitations", viewing).path("invitation.id"),
                    superadmin.post("/api/v1/claim-tokens", place).path("claim_token.id"));
        }

        String nodePath() {
            return "/api/v1/nodes/" + tenant.node();
        }

        UUID newNode() {
            return Person.superadmin().add("/api/v1/nodes", customersNode());
        }

        Map<String, Object> window() {
            var wish = new HashMap<>(SPAN);
            wish.put("community_id", tenant.community());
            return wish;
        }

        /** A node, or the same one changed, of the customer. */
        Map<String, Object> customersNode() {
            var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
            wish.put("customer_id", tenant.customer());
            return wish;
        }

        Map<String, Object> pipe() {
            return Map.of("from_node_id", newNode(), "to_node_id", tenant.node());
        }

        String newWindow() {
            return "/api/v1/maintenance/"
                    + Person.superadmin().add("/api/v1/maintenance", window());
        }

        String newPipe() {
            return "/api/v1/pipelines/" + Person.superadmin().add("/api/v1/pipelines", pipe());
        }

        String newExport() {
            return Person.superadmin()
                    .deleteIfMatch("/api/v1/nodes/" + newNode(), "*")
                    .header("Location");
        }

        String newCalibration() {
            var all = "/api/v1/nodes/" + newNode() + "/calibrations";
            return all + "/" + Person.superadmin().add(all, CALIBRATION);
        }
    }

    @BeforeEach
    void populate() {
        if (!requests.isEmpty()) {
            return;
        }
        own = Things.create();
        foreign = Things.create();
        for (Role role : Role.values()) {
            people.put(
                    role,
                    role == Role.SUPERADMIN ? Person.superadmin() : own.tenant().person(role));
        }
        tenancy();
        peopleAndPrograms();
        nodes();
        belongings();
    }

    private void tenancy() {
        requests.put(
                "POST /api/v1/distributors",
                Asked.anybodys("/api/v1/distributors").with(Map.of("name", "Works", "slug", "x")));
        requests.putAll(TestDeadLetters.requests("registry"));
        lists("distributors", "communities", "customers", "nodes", "profile", "audit/registry");
        requests.put(
                "POST /api/v1/communities",
                Asked.placed(
                        "/api/v1/communities",
                        Map.of("distributor_id", own.tenant().distributor()),
                        Tenant.communityOf(foreign.tenant().distributor())));
        requests.put(
                "POST /api/v1/customers",
                Asked.placed(
                        "/api/v1/customers",
                        Tenant.customerOf(own.tenant().community(), 1),
                        Tenant.customerOf(foreign.tenant().community(), 1)));
        one("distributors", own.tenant().distributor(), foreign.tenant().distributor());
        one("communities", own.tenant().community(), foreign.tenant().community());
        one("customers", own.tenant().customer(), foreign.tenant().customer());
    }

    private void one(String list, UUID ours, UUID theirs) {
        var path = "/api/v1/" + list + "/";
        for (var method : new String[] {"GET ", "PUT ", "DELETE "}) {
            var asked = Asked.named(path + ours, path + theirs);
            requests.put(
                    method + path + "{id}",
                    method.equals("PUT ") ? asked.with(Map.of("name", "")) : asked);
        }
    }

    private void lists(String... names) {
        for (var name : names) {
            requests.put("GET /api/v1/" + name, Asked.anybodys("/api/v1/" + name));
        }
    }

    private void peopleAndPrograms() {
        lists("profiles", "invitations", "api-keys", "claim-tokens");
        var profiles = "/api/v1/profiles/";
        var shown = Asked.named(profiles + own.viewer(), profiles + foreign.viewer());
        requests.put("GET /api/v1/profiles/{subject}", shown);
        // Each stays in its tenant: a superadmin, who sees both, must not move it to the other one.
        requests.put(
                "PUT /api/v1/profiles/{subject}",
                new Asked(shown.own(), viewer(own), shown.foreign(), viewer(foreign)));
        var ours = Map.of("role", "viewer", "community_id", own.tenant().community(), "name", "x");
        var theirs =
                Map.of("role", "viewer", "community_id", foreign.tenant().community(), "name", "x");
        requests.put("POST /api/v1/api-keys", Asked.placed("/api/v1/api-keys", ours, theirs));
        requests.put(
                "POST /api/v1/invitations",
                Asked.placed("/api/v1/invitations", without(ours), without(theirs)));
        requests.put(
                "DELETE /api/v1/invitations/{id}",
                Asked.named(
                        "/api/v1/invitations/" + own.invitation(),
                        "/api/v1/invitations/" + foreign.invitation()));
        requests.put(
                "DELETE /api/v1/api-keys/{key}",
                Asked.named(
                        "/api/v1/api-keys/" + own.apiKey(),
                        "/api/v1/api-keys/" + foreign.apiKey()));
        requests.put(
                "POST /api/v1/claim-tokens",
                Asked.placed(
                        "/api/v1/claim-tokens",
                        Map.of("community_id", own.tenant().community()),
                        Map.of("community_id", foreign.tenant().community())));
        requests.put(
                "DELETE /api/v1/claim-tokens/{token}",
                Asked.named(
                        "/api/v1/claim-tokens/" + own.claimToken(),
                        "/api/v1/claim-tokens/" + foreign.claimToken()));
    }

    private static Map<String, Object> viewer(Things things) {
        return Map.of(
                "role", "viewer", "community_id", things.tenant().community(), "active", false);
    }

    private static Map<String, Object> without(Map<String, ?> wish) {
        var rest = new HashMap<String, Object>(wish);
        rest.remove("name");
        return rest;
    }

    private void nodes() {
        requests.put(
                "POST /api/v1/nodes",
                Asked.placed(
                        "/api/v1/nodes",
                        Tenant.nodeOf(own.tenant().community(), "taken-by-the-first"),
                        Tenant.nodeOf(foreign.tenant().community(), Tenant.key())));
        nodeRow("GET", "", Map.of());
        requests.put(
                "PUT /api/v1/nodes/{id}",
                new Asked(
                        own.nodePath(),
                        own.customersNode(),
                        foreign.nodePath(),
                        foreign.customersNode()));
        lists("nodes/export", "stats");
        requests.put(
                "POST /api/v1/nodes/import", Asked.anybodys("/api/v1/nodes/import").with(Map.of()));
        nodeRow("GET", "/channel", Map.of());
        nodeRow("DELETE", "/channel", Map.of());
        nodeRow("PUT", "/channel", channel(own));
        nodeRow("GET", "/keys", Map.of());
        requests.put(
                "POST /api/v1/nodes/{id}/keys",
                Asked.named(own.nodePath() + "/keys", foreign.nodePath() + "/keys").with(Map.of()));
        requests.put(
                "DELETE /api/v1/nodes/{id}/keys/{key}",
                Asked.named(
                        own.nodePath() + "/keys/" + own.key(),
                        foreign.nodePath() + "/keys/" + foreign.key()));
        requests.put(
                "POST /api/v1/nodes/{id}/keys/{key}/rotation",
                Asked.named(
                                own.nodePath() + "/keys/" + own.key() + "/rotation",
                                foreign.nodePath() + "/keys/" + foreign.key() + "/rotation")
                        .with(Map.of()));
    }

    private void belongings() {
        nodeRow("GET", "/calibrations", Map.of());
        nodeRow("POST", "/calibrations", CALIBRATION);
        nodeRow("GET", "/devices", Map.of());
        nodeRow("POST", "/devices", Map.of("serial", "SN-2"));
        perishable.put(
                "DELETE /api/v1/nodes/{id}/calibrations/{calibration}",
                () -> Asked.named(own.newCalibration(), foreign.newCalibration()));
        lists("pipelines", "maintenance", "groups", "exports");
        GroupRows.put(requests, perishable, own.tenant(), foreign.tenant());
        perishable.put(
                "DELETE /api/v1/nodes/{id}",
                () ->
                        Asked.named(
                                "/api/v1/nodes/" + own.newNode(),
                                "/api/v1/nodes/" + foreign.newNode()));
        for (var part : List.of("", "/registry")) {
            requests.put(
                    "GET /api/v1/exports/{id}" + part,
                    Asked.named(own.newExport() + part, foreign.newExport() + part));
        }
        requests.put(
                "POST /api/v1/pipelines",
                Asked.placed("/api/v1/pipelines", own.pipe(), foreign.pipe()));
        requests.put(
                "POST /api/v1/maintenance",
                Asked.placed("/api/v1/maintenance", own.window(), foreign.window()));
        for (var method : List.of("GET", "DELETE")) {
            perishable.put(
                    method + " /api/v1/pipelines/{id}",
                    () -> Asked.named(own.newPipe(), foreign.newPipe()));
            perishable.put(
                    method + " /api/v1/maintenance/{id}",
                    () -> Asked.named(own.newWindow(), foreign.newWindow()));
        }
        perishable.put(
                "PUT /api/v1/pipelines/{id}",
                () ->
                        Asked.named(own.newPipe(), foreign.newPipe())
                                .with(Map.of("label", "Rising main")));
        perishable.put(
                "PUT /api/v1/maintenance/{id}",
                () -> Asked.named(own.newWindow(), foreign.newWindow()).with(SPAN));
    }

    private void nodeRow(String method, String rest, Map<String, ?> body) {
        var asked = Asked.named(own.nodePath() + rest, foreign.nodePath() + rest);
        requests.put(
                method + " /api/v1/nodes/{id}" + rest, body.isEmpty() ? asked : asked.with(body));
    }

    @Test
    void shouldKnowARequestForEveryRow() {
        var all = new HashSet<>(requests.keySet());
        all.addAll(perishable.keySet());
        RouteCases.requireWhole(SERVICE, all);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldAnswerAsTheMatrixSays(Case each) {
        var role = each.role();
        if (role == null) {
            RouteCases.judge(each, false, send(given(), each, bare(each), null));
            return;
        }
        if (!RouteCases.goesByRoles(each.route())) {
            return; // which role somebody has makes no difference; shown nothing is asked above
        }
        var row = each.route().toString();
        var anew = perishable.get(row);
        var asked = anew == null ? Objects.requireNonNull(requests.get(row)) : anew.get();
        if (each.route().template().endsWith("/channel")) {
            map(own, each);
            map(foreign, each);
        }
        var person = Objects.requireNonNull(people.get(role));
        RouteCases.judge(each, false, send(as(person), each, asked.own(), asked.ownBody()));
        if (asked.foreign() != null) {
            RouteCases.judge(
                    each, true, send(as(person), each, asked.foreign(), asked.foreignBody()));
        }
    }

    /** Each of these rows is about the channel that is there. */
    private static void map(Things things, Case each) {
        var superadmin = Person.superadmin();
        var path = things.nodePath() + "/channel";
        if (superadmin.get(path).statusCode() == 200) {
            return;
        }
        var status = superadmin.put(path, channel(things)).statusCode();
        if (status != 201) {
            throw new AssertionError(each + ": no channel to ask for, status " + status);
        }
    }

    private static Map<String, Object> channel(Things things) {
        return Map.of(
                "channel_id",
                1 + (things.tenant().node().hashCode() & 0x3fff_ffff),
                "interval_seconds",
                15,
                "fields",
                List.of(Map.of("field", 1, "metric", "ph")));
    }

    private static RequestSpecification as(Person person) {
        return given().auth().oauth2(person.token()).header("If-Match", "*");
    }

    private static String bare(Case each) {
        return each.route().template().replaceAll("\\{[a-z_]+}", UUID.randomUUID().toString());
    }

    private static int send(
            RequestSpecification request, Case each, String path, @Nullable Map<String, ?> body) {
        var filled = body == null ? request : request.contentType(ContentType.JSON).body(body);
        return filled.request(each.route().method(), path).statusCode();
    }
}
