package com.evaratech.node.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class RepeatedCreationIT {

    private Person superadmin;
    private Tenant tenant;
    private UUID well;
    private final String slug = Tenant.key();

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        well = superadmin.add("/api/v1/nodes", Tenant.nodeOf(tenant.community(), Tenant.key()));
    }

    /** What is created under a key beside nodes and calibrations, whose own tests do it. */
    enum Thing {
        DEVICE,
        WINDOW,
        PIPELINE,
        GROUP,
        DISTRIBUTOR,
        COMMUNITY,
        CUSTOMER
    }

    @ParameterizedTest
    @EnumSource(Thing.class)
    void shouldAnswerARepeatedRequestAsBeforeAndMakeNothingNew(Thing thing) {
        var key = UUID.randomUUID().toString();
        var first =
                superadmin
                        .postOnce(path(thing), key, wish(thing, "first"))
                        .then()
                        .statusCode(201)
                        .extract();
        var made = superadmin.get(list(thing)).asString();

        var second =
                superadmin
                        .postOnce(path(thing), key, wish(thing, "first"))
                        .then()
                        .statusCode(201)
                        .extract();

        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(superadmin.get(list(thing)).asString()).isEqualTo(made);
    }

    @ParameterizedTest
    @EnumSource(Thing.class)
    void shouldRefuseAnotherRequestUnderTheKey(Thing thing) {
        var key = UUID.randomUUID().toString();
        superadmin.postOnce(path(thing), key, wish(thing, "first")).then().statusCode(201);

        superadmin
                .postOnce(path(thing), key, wish(thing, "second"))
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
    }

    private String path(Thing thing) {
        return switch (thing) {
            case DEVICE -> "/api/v1/nodes/%s/devices".formatted(tenant.node());
            case WINDOW -> "/api/v1/maintenance";
            case PIPELINE -> "/api/v1/pipelines";
            case GROUP -> "/api/v1/groups";
            case DISTRIBUTOR -> "/api/v1/distributors";
            case COMMUNITY -> "/api/v1/communities";
            case CUSTOMER -> "/api/v1/customers";
        };
    }

    private String list(Thing thing) {
        return switch (thing) {
            case DEVICE -> path(thing);
            case WINDOW, PIPELINE, GROUP ->
                    "%s?community=%s".formatted(path(thing), tenant.community());
            case DISTRIBUTOR, COMMUNITY, CUSTOMER -> path(thing) + "?limit=200";
        };
    }

    private Map<String, Object> wish(Thing thing, String text) {
        return switch (thing) {
            case DEVICE -> Map.of("serial", text);
            case WINDOW ->
                    Map.of(
                            "node_id",
                            tenant.node(),
                            "starts_at",
                            "2026-03-01T12:00:00Z",
                            "ends_at",
                            "2026-03-01T13:00:00Z",
                            "reason",
                            text);
            case PIPELINE ->
                    Map.of("from_node_id", well, "to_node_id", tenant.node(), "label", text);
            case GROUP -> Map.of("community_id", tenant.community(), "name", text);
            case DISTRIBUTOR -> Map.of("name", text, "slug", slug + text);
            case COMMUNITY ->
                    Map.of(
                            "distributor_id",
                            tenant.distributor(),
                            "name",
                            text,
                            "slug",
                            slug + text,
                            "region",
                            "Karnataka",
                            "city",
                            "Bengaluru");
            case CUSTOMER ->
                    Map.of("community_id", tenant.community(), "name", text, "max_nodes", 1);
        };
    }
}
