package com.evaratech.node.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Pages;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class PipelineIT {

    private static final String PATH = "/api/v1/pipelines";

    private Person superadmin;
    private Tenant tenant;
    private UUID well;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        well = superadmin.add("/api/v1/nodes", Tenant.nodeOf(tenant.community(), Tenant.key()));
    }

    @Test
    void shouldAnswerWhatWasAdded() {
        var wish = pipe(well, tenant.node());
        wish.put("label", "Rising main");
        wish.put("diameter_mm", 80);
        wish.put("line", List.of(List.of(12.97, 77.59), List.of(12.98, 77.6)));

        var created =
                superadmin
                        .post(PATH, wish)
                        .then()
                        .statusCode(201)
                        .header("ETag", "\"1\"")
                        .body("line[1]", equalTo(List.of(12.98f, 77.6f)))
                        .extract();

        assertThat(superadmin.get(created.header("Location")).asString())
                .isEqualTo(created.asString());
        assertThat(Pages.allIds(superadmin, PATH + "?community=" + tenant.community()))
                .containsExactly(created.<String>path("id"));
    }

    @Test
    void shouldChangeByVersionAndGoAway() {
        var path = PATH + "/" + superadmin.add(PATH, pipe(well, tenant.node()));
        var wish = Map.of("label", "Main", "line", List.of(List.of(1, 2)));

        superadmin.put(path, wish).then().statusCode(428);
        superadmin.putIfMatch(path, "\"1\"", wish).then().statusCode(200).header("ETag", "\"2\"");
        superadmin.putIfMatch(path, "\"1\"", Map.of()).then().statusCode(412);
        superadmin.putIfMatch(path, "\"2\"", wish).then().statusCode(200).header("ETag", "\"2\"");
        superadmin
                .putIfMatch(path, "\"2\"", pipe(tenant.node(), well))
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("from_node_id", "to_node_id"));
        superadmin.delete(path).then().statusCode(204);
        superadmin.get(path).then().statusCode(404);
    }

    @Test
    void shouldRefuseWhatCannotBeAPipe() {
        var foreign = Tenant.create().node();
        var _ = superadmin.add(PATH, pipe(well, tenant.node()));
        var bad = pipe(well, well);
        bad.put("diameter_mm", 0);
        bad.put("line", List.of(List.of(91, 0), List.of(1)));

        superadmin
                .post(PATH, bad)
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        hasItems("to_node_id", "diameter_mm", "line[0][0]", "line[1]"));
        superadmin.post(PATH, pipe(well, foreign)).then().statusCode(400);
        superadmin.post(PATH, pipe(well, UUID.randomUUID())).then().statusCode(404);
        superadmin
                .post(PATH, pipe(well, tenant.node()))
                .then()
                .statusCode(409)
                .body("code", equalTo("pipeline_taken"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldKeepEverybodyToTheirOwn(Role role) {
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var may = role != Role.CUSTOMER && role != Role.VIEWER;
        var other = Tenant.create();
        var otherWell =
                superadmin.add("/api/v1/nodes", Tenant.nodeOf(other.community(), Tenant.key()));
        var foreign = PATH + "/" + superadmin.add(PATH, pipe(otherWell, other.node()));
        var own = PATH + "/" + superadmin.add(PATH, pipe(well, tenant.node()));

        assertThat(person.post(PATH, pipe(tenant.node(), well)).statusCode())
                .isEqualTo(may ? 201 : 403);
        assertThat(person.post(PATH, pipe(other.node(), otherWell)).statusCode())
                .isEqualTo(role == Role.SUPERADMIN ? 201 : may ? 404 : 403);
        assertThat(person.get(own).statusCode()).isEqualTo(role == Role.CUSTOMER ? 404 : 200);
        assertThat(person.get(foreign).statusCode()).isEqualTo(role == Role.SUPERADMIN ? 200 : 404);
        assertThat(person.delete(foreign).statusCode())
                .isEqualTo(role == Role.SUPERADMIN ? 204 : may ? 404 : 403);
    }

    private static Map<String, Object> pipe(UUID from, UUID to) {
        return new HashMap<>(Map.of("from_node_id", from, "to_node_id", to));
    }
}
