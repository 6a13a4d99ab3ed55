package com.evaratech.node;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.example.BodyExample;
import com.evaratech.local.testing.example.BodyExamples;
import com.evaratech.local.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API's document shows to be sent is accepted, of every operation of the registry. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "registry")
class BodyExamplesIT {

    private static final String GROUP = "North tanks";

    /** What is not there yet has no version to be named. */
    private static final Set<String> CREATING =
            Set.of("PUT /api/v1/profiles/{subject}", "PUT /api/v1/nodes/{id}/channel");

    /**
     * How an example is sent.
     *
     * @param own what is the sender's, see {@link BodyExample#with}
     */
    private record Sent(Request as, String path, Map<String, ?> own) {}

    static Stream<BodyExample> examples() {
        return BodyExamples.of("node-service");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void shouldAcceptWhatTheDocumentShows(BodyExample example) {
        var sent = sent(example, Tenant.create());

        var isChange = example.route().method().equals("PUT");
        var as =
                isChange && !CREATING.contains(example.route().toString())
                        ? sent.as().header("If-Match", "*")
                        : sent.as();

        var answer =
                as.contentType(example.mediaType())
                        .body(example.with(sent.own()).getBytes(StandardCharsets.UTF_8))
                        .request(example.route().method(), sent.path());

        assertThat(answer.statusCode())
                .as(answer.asString())
                .matches(example::isPromised, "a success that the document tells");
        if (sent.path().endsWith("/import")) {
            assertThat(answer.<Integer>path("created.size()")).isEqualTo(1);
        }
    }

    private static Sent sent(BodyExample example, Tenant tenant) {
        var path = example.route().template();
        return switch (path.split("/", -1)[3]) {
            case "distributors", "communities", "customers" -> tenancy(example, tenant);
            case "profiles", "invitations", "api-keys", "claim-tokens", "claims" ->
                    peopleAndPrograms(example, tenant);
            case "nodes" -> node(example, tenant);
            default -> belongings(example, tenant);
        };
    }

    private static Sent tenancy(BodyExample example, Tenant tenant) {
        var slug = Tenant.key();
        return switch (example.route().toString()) {
            case "POST /api/v1/distributors" ->
                    superadmins("/api/v1/distributors", Map.of("slug", slug));
            case "PUT /api/v1/distributors/{id}" ->
                    superadmins(
                            "/api/v1/distributors/" + tenant.distributor(), Map.of("slug", slug));
            case "POST /api/v1/communities" ->
                    superadmins(
                            "/api/v1/communities",
                            Map.of("slug", slug, "distributor_id", tenant.distributor()));
            case "PUT /api/v1/communities/{id}" ->
                    superadmins("/api/v1/communities/" + tenant.community(), Map.of("slug", slug));
            case "POST /api/v1/customers" ->
                    superadmins("/api/v1/customers", Map.of("community_id", tenant.community()));
            case "PUT /api/v1/customers/{id}" ->
                    superadmins("/api/v1/customers/" + tenant.customer(), Map.of());
            default -> throw new IllegalArgumentException("nobody sends " + example);
        };
    }

    private static Sent peopleAndPrograms(BodyExample example, Tenant tenant) {
        var superadmin = Person.superadmin();
        var here = Map.of("community_id", tenant.community());
        return switch (example.route().toString()) {
            case "PUT /api/v1/profiles/{subject}" ->
                    superadmins("/api/v1/profiles/" + Person.stranger().subject(), here);
            case "POST /api/v1/invitations" -> superadmins("/api/v1/invitations", here);
            case "POST /api/v1/invitations/accept" -> {
                var offer = Map.of("role", "viewer", "community_id", tenant.community());
                String code = superadmin.post("/api/v1/invitations", offer).path("code");
                yield new Sent(
                        given().bearer(Person.stranger().token()),
                        "/api/v1/invitations/accept",
                        Map.of("code", code));
            }
            case "POST /api/v1/api-keys" -> superadmins("/api/v1/api-keys", here);
            case "POST /api/v1/claim-tokens" ->
                    superadmins("/api/v1/claim-tokens", customersPlace(tenant));
            case "POST /api/v1/claims" -> {
                withGroup(tenant);
                String token = superadmin.post("/api/v1/claim-tokens", here).path("token");
                yield new Sent(given().header("X-Claim-Token", token), "/api/v1/claims", Map.of());
            }
            default -> throw new IllegalArgumentException("nobody sends " + example);
        };
    }

    private static Sent node(BodyExample example, Tenant tenant) {
        withGroup(tenant);
        var node = "/api/v1/nodes/" + tenant.node();
        return switch (example.route().toString()) {
            case "POST /api/v1/nodes" -> superadmins("/api/v1/nodes", customersPlace(tenant));
            case "POST /api/v1/nodes/import" ->
                    superadmins(
                            "/api/v1/nodes/import",
                            example.body().isTextual()
                                    ? Map.of(BodyExample.SOME_ID, tenant.community())
                                    : customersPlace(tenant));
            case "PUT /api/v1/nodes/{id}" ->
                    superadmins("/api/v1/nodes/" + groupedNode(tenant), customersPlace(tenant));
            case "POST /api/v1/nodes/{id}/keys/{key}/rotation" -> {
                String key = Person.superadmin().post(node + "/keys", Map.of()).path("id");
                yield superadmins(node + "/keys/" + key + "/rotation", Map.of());
            }
            case "PUT /api/v1/nodes/{id}/channel",
                    "POST /api/v1/nodes/{id}/keys",
                    "POST /api/v1/nodes/{id}/calibrations",
                    "POST /api/v1/nodes/{id}/devices" ->
                    superadmins(
                            example.route().template().replace("{id}", tenant.node().toString()),
                            Map.of());
            default -> throw new IllegalArgumentException("nobody sends " + example);
        };
    }

    private static Sent belongings(BodyExample example, Tenant tenant) {
        var here = Map.of("community_id", tenant.community());
        return switch (example.route().toString()) {
            case "POST /api/v1/maintenance" ->
                    superadmins("/api/v1/maintenance", Map.of("node_id", tenant.node()));
            case "PUT /api/v1/maintenance/{id}" -> {
                var wish = new HashMap<String, Object>(Things.SPAN);
                wish.put("node_id", tenant.node());
                var window = Person.superadmin().add("/api/v1/maintenance", wish);
                yield superadmins(
                        "/api/v1/maintenance/" + window, Map.of("node_id", tenant.node()));
            }
            case "POST /api/v1/groups" -> superadmins("/api/v1/groups", here);
            case "PUT /api/v1/groups/{id}" -> superadmins("/api/v1/groups/" + group(tenant), here);
            case "POST /api/v1/groups/{id}/nodes" ->
                    superadmins(
                            "/api/v1/groups/" + group(tenant) + "/nodes",
                            Map.of(
                                    "add", List.of(tenant.node()),
                                    "remove", List.of(newNode(tenant))));
            case "POST /api/v1/pipelines" -> superadmins("/api/v1/pipelines", pipe(tenant));
            case "PUT /api/v1/pipelines/{id}" -> {
                var ends = pipe(tenant);
                var pipe = Person.superadmin().add("/api/v1/pipelines", ends);
                yield superadmins("/api/v1/pipelines/" + pipe, ends);
            }
            default -> throw new IllegalArgumentException("nobody sends " + example);
        };
    }

    private static Sent superadmins(String path, Map<String, ?> own) {
        return new Sent(given().bearer(Person.superadmin().token()), path, own);
    }

    private static Map<String, UUID> customersPlace(Tenant tenant) {
        return Map.of("community_id", tenant.community(), "customer_id", tenant.customer());
    }

    private static UUID group(Tenant tenant) {
        var wish = Map.of("community_id", tenant.community(), "name", "South tanks");
        return Person.superadmin().add("/api/v1/groups", wish);
    }

    private static UUID newNode(Tenant tenant) {
        var wish = Tenant.nodeOf(tenant.community(), Tenant.key());
        return Person.superadmin().add("/api/v1/nodes", wish);
    }

    private static Map<String, UUID> pipe(Tenant tenant) {
        return Map.of("from_node_id", newNode(tenant), "to_node_id", tenant.node());
    }

    /** The group that the examples of nodes name. */
    private static void withGroup(Tenant tenant) {
        var wish = Map.of("community_id", tenant.community(), "name", GROUP);
        var _ = Person.superadmin().add("/api/v1/groups", wish);
    }

    /** A node of that group: who changes a node names its groups as they are. */
    private static UUID groupedNode(Tenant tenant) {
        var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
        wish.put("groups", List.of(GROUP));
        return Person.superadmin().add("/api/v1/nodes", wish);
    }
}
