package com.evaratech.node;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.TestDeadLetters;
import com.evaratech.local.testing.http.Request;
import com.evaratech.local.testing.route.RouteCases;
import com.evaratech.local.testing.route.RouteCases.Asked;
import com.evaratech.local.testing.route.RouteCases.Case;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of the matrix with roles, on things of a tenant of theirs and on things of others. */
@SuppressWarnings("NullAway.Init") // populated before the first test
abstract class RoleMatrix {

    static final String SERVICE = "node-service";

    /**
     * Rows that are refused for another reason than who asks: something still belongs to a tenant,
     * a node's device has as many keys as may be, there is no such dead letter.
     */
    private static final Set<String> REFUSED =
            Set.of(
                    "DELETE /api/v1/distributors/{id}",
                    "DELETE /api/v1/communities/{id}",
                    "DELETE /api/v1/customers/{id}",
                    "POST /api/v1/nodes/{id}/keys",
                    "POST /api/v1/nodes/{id}/keys/{key}/rotation");

    private final Map<Role, Person> people = new EnumMap<>(Role.class);
    private final Map<String, Asked> requests = new HashMap<>();

    /** For rows whose thing may be gone after it was asked for: each time it is another one. */
    private final Map<String, Supplier<Asked>> perishable = new HashMap<>();

    private Things own;
    private Things foreign;

    /** Rows with roles. */
    abstract Stream<Case> cases();

    @BeforeEach
    void populate() {
        if (!requests.isEmpty()) {
            return;
        }
        own = Things.create();
        foreign = foreignTo(own.tenant());
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

    /** What does not belong to those whose own things are the tenant's. */
    abstract Things foreignTo(Tenant tenant);

    private void tenancy() {
        perishable.put(
                "POST /api/v1/distributors",
                () ->
                        Asked.anybodys("/api/v1/distributors")
                                .with(Map.of("name", "Works", "slug", Tenant.key())));
        requests.putAll(TestDeadLetters.requests("registry"));
        lists("distributors", "communities", "customers", "nodes", "profile", "audit/registry");
        perishable.put(
                "POST /api/v1/communities",
                () ->
                        Asked.placed(
                                "/api/v1/communities",
                                Tenant.communityOf(own.tenant().distributor()),
                                Tenant.communityOf(foreign.tenant().distributor())));
        requests.put(
                "POST /api/v1/customers",
                Asked.placed(
                        "/api/v1/customers",
                        Tenant.customerOf(own.tenant().community(), 1),
                        Tenant.customerOf(foreign.tenant().community(), 1)));
        one(
                "distributors",
                Tenant::distributor,
                () -> Map.of("name", "Works", "slug", Tenant.key()));
        one(
                "communities",
                Tenant::community,
                () ->
                        Map.of(
                                "name", "Campus",
                                "slug", Tenant.key(),
                                "region", "Karnataka",
                                "city", "Bengaluru"));
        one(
                "customers",
                Tenant::customer,
                () -> Map.of("name", "Block D", "plan", "standard", "max_nodes", 100));
    }

    private void one(String list, Function<Tenant, UUID> id, Supplier<Map<String, Object>> change) {
        var path = "/api/v1/" + list + "/";
        var asked = Asked.named(path + id.apply(own.tenant()), path + id.apply(foreign.tenant()));
        requests.put("GET " + path + "{id}", asked);
        requests.put("DELETE " + path + "{id}", asked);
        perishable.put(
                "PUT " + path + "{id}",
                () -> new Asked(asked.own(), change.get(), asked.foreign(), change.get()));
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
        perishable.put(
                "DELETE /api/v1/profiles/{subject}",
                () -> Asked.named(own.newDisabled(), foreign.newDisabled()));
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
        perishable.put(
                "POST /api/v1/nodes",
                () ->
                        Asked.placed(
                                "/api/v1/nodes",
                                Tenant.nodeOf(own.tenant().community(), Tenant.key()),
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
        perishable.put(
                "POST /api/v1/nodes/import",
                () ->
                        Asked.anybodys("/api/v1/nodes/import")
                                .with(
                                        Map.of(
                                                "nodes",
                                                List.of(
                                                        Tenant.nodeOf(
                                                                own.tenant().community(),
                                                                Tenant.key())))));
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
        perishable.put(
                "POST /api/v1/nodes/{id}/calibrations",
                () ->
                        Asked.named(
                                        "/api/v1/nodes/%s/calibrations".formatted(own.newNode()),
                                        "/api/v1/nodes/%s/calibrations"
                                                .formatted(foreign.newNode()))
                                .with(Things.CALIBRATION));
        nodeRow("GET", "/devices", Map.of());
        nodeRow("POST", "/devices", Map.of("serial", "SN-2"));
        perishable.put(
                "DELETE /api/v1/nodes/{id}/calibrations/{calibration}",
                () -> Asked.named(own.newCalibration(), foreign.newCalibration()));
        lists("pipelines", "maintenance", "groups", "exports", "tenant-exports");
        requests.put(
                "GET /api/v1/tenant-exports/{id}/registry",
                Asked.named(own.newTenantExport(), foreign.newTenantExport()));
        GroupRows.put(perishable, own.tenant(), foreign.tenant());
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
        perishable.put(
                "POST /api/v1/pipelines",
                () -> Asked.placed("/api/v1/pipelines", own.pipe(), foreign.pipe()));
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
                () -> Asked.named(own.newWindow(), foreign.newWindow()).with(Things.SPAN));
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
        int status = send(as(person), each, asked.own(), asked.ownBody());
        RouteCases.judge(each, false, status);
        if (each.route().roles().contains(role) && !REFUSED.contains(row)) {
            assertThat(status).as("%s with a wish that is right", each).isBetween(200, 299);
        }
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

    private static Request as(Person person) {
        return given().bearer(person.token()).header("If-Match", "*");
    }

    private static String bare(Case each) {
        return each.route().template().replaceAll("\\{[a-z_]+}", UUID.randomUUID().toString());
    }

    private static int send(
            Request request, Case each, String path, @Nullable Map<String, ?> body) {
        var filled = body == null ? request : request.asJson().body(body);
        return filled.request(each.route().method(), path).statusCode();
    }
}
