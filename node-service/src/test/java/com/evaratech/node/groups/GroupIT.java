package com.evaratech.node.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.node.Pages;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class GroupIT {

    private static final String GROUPS = "/api/v1/groups";
    private static final String NODES = "/api/v1/nodes";

    private Person superadmin;
    private Tenant tenant;
    private UUID well;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        well = superadmin.add(NODES, Tenant.nodeOf(tenant.community(), Tenant.key()));
    }

    @Test
    void shouldAnswerWhatWasAddedAndChangeItByVersion() {
        var created =
                superadmin
                        .post(GROUPS, named("North tanks"))
                        .then()
                        .statusCode(201)
                        .header("ETag", "\"1\"")
                        .body("name", equalTo("North tanks"))
                        .body("node_count", equalTo(0))
                        .extract();
        var path = created.header("Location");
        assertThat(superadmin.get(path).asString()).isEqualTo(created.asString());

        var wish = Map.of("name", "شمال");
        superadmin.put(path, wish).then().statusCode(428);
        superadmin.putIfMatch(path, "\"1\"", wish).then().statusCode(200).header("ETag", "\"2\"");
        superadmin.putIfMatch(path, "\"1\"", named("x")).then().statusCode(412);
        superadmin.putIfMatch(path, "\"2\"", wish).then().statusCode(200).header("ETag", "\"2\"");
        superadmin
                .putIfMatch(path, "\"2\"", Map.of("name", "", "community_id", UUID.randomUUID()))
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("name", "community_id"));
        superadmin.deleteIfMatch(path, "\"1\"").then().statusCode(412);
        superadmin.delete(path).then().statusCode(204);
        superadmin.get(path).then().statusCode(404).body("code", equalTo("group_unknown"));
    }

    @Test
    void shouldKeepNamesUniqueInTheirCommunity() {
        var _ = add("North tanks");
        var south = GROUPS + "/" + add("South tanks");

        superadmin
                .post(GROUPS, named("North tanks"))
                .then()
                .statusCode(409)
                .body("code", equalTo("group_name_taken"));
        superadmin.change(south, Map.of("name", "North tanks")).then().statusCode(409);
        var elsewhere = Map.of("community_id", Tenant.create().community(), "name", "North tanks");
        superadmin.post(GROUPS, elsewhere).then().statusCode(201);
    }

    @Test
    void shouldListPageByPage() {
        var ids = Stream.of("a", "b", "c").map(this::add).map(UUID::toString).toList();
        var list = GROUPS + "?community=" + tenant.community();

        var first = Pages.page(superadmin, list, 2, null);
        var second = Pages.page(superadmin, list, 2, first.path("next"));

        assertThat(first.<List<String>>path("items.id")).isEqualTo(ids.subList(0, 2));
        assertThat(second.<List<String>>path("items.id")).isEqualTo(ids.subList(2, 3));
        assertThat(second.<String>path("next")).isNull();
    }

    @Test
    void shouldPutNodesInAndTakeThemOut() {
        var north = add("North");
        var path = GROUPS + "/" + north;
        change(north, List.of(tenant.node(), well), List.of())
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("node_count", equalTo(2));
        change(north, List.of(well), List.of()).header("ETag", "\"2\"");
        change(add("All"), List.of(well), List.of()).statusCode(200);

        superadmin
                .get(NODES + "/" + well)
                .then()
                .body("groups", equalTo(List.of("All", "North")))
                .header("ETag", "\"1\"");
        assertThat(Pages.allIds(superadmin, NODES + "?group=" + north))
                .containsExactly(tenant.node().toString(), well.toString());
        superadmin
                .get(NODES + "?fields=groups&sort=-registered&group=" + north)
                .then()
                .body("items.groups", equalTo(List.of(List.of("All", "North"), List.of("North"))));
        assertThat(superadmin.get(NODES + "/export?group=" + north).asString().lines()).hasSize(3);

        change(north, List.of(), List.of(well)).body("node_count", equalTo(1));
        superadmin.get(NODES + "/" + well).then().body("groups", equalTo(List.of("All")));
        superadmin.delete(path).then().statusCode(204);
        superadmin.get(NODES + "/" + tenant.node()).then().body("groups", empty());
        superadmin.get(NODES + "?group=" + north).then().body("items", empty());
    }

    @Test
    void shouldNameEachNodeThatCannotBeInIt() {
        var north = add("North");
        var foreign = Tenant.create().node();
        var person = tenant.person(Role.COMMUNITY_ADMIN);
        var nobody = UUID.randomUUID();
        var path = "%s/%s/nodes".formatted(GROUPS, north);

        var ofAnother =
                person.post(path, Map.of("add", List.of(well, foreign)))
                        .then()
                        .statusCode(404)
                        .body("code", equalTo("node_unknown"))
                        .body("errors.field", equalTo(List.of("add[1]")))
                        .extract();
        var ofNobody = person.post(path, Map.of("add", List.of(well, nobody))).asString();
        assertThat(withoutRequest(ofAnother.asString()).replace(foreign.toString(), "ID"))
                .isEqualTo(withoutRequest(ofNobody).replace(nobody.toString(), "ID"));
        change(north, List.of(well, foreign), List.of())
                .statusCode(400)
                .body("errors.field", equalTo(List.of("add[1]")));
        change(north, List.of(well, well), List.of(well))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("add[1]", "remove[0]")));
        change(north, List.of(), List.of()).statusCode(400);
        var many = Stream.generate(UUID::randomUUID).limit(1_001).toList();
        change(north, many, List.of()).statusCode(400).body("errors[0].value", equalTo("1001 ids"));
        superadmin.get(GROUPS + "/" + north).then().body("node_count", equalTo(0));
    }

    @Test
    void shouldTellTheAuditWhatBecameOfIt() {
        var north = add("North");
        change(north, List.of(well), List.of()).statusCode(200);
        change(north, List.of(well), List.of()).statusCode(200);
        change(north, List.of(tenant.node()), List.of(well)).statusCode(200);
        superadmin.delete(GROUPS + "/" + north).then().statusCode(204);

        superadmin
                .get("/api/v1/audit/registry?subject_type=group&subject=" + north)
                .then()
                .statusCode(200)
                .body("items.action", hasItems("added", "changed", "removed"))
                .body("items.size()", equalTo(4))
                .body(
                        "items[action=changed].after.nodes_only_here.flatten()",
                        hasItems(well.toString(), tenant.node().toString()))
                .body(
                        "items[action=changed].before.nodes_only_here.flatten()",
                        equalTo(List.of(well.toString())));
    }

    @Test
    void shouldGoWithItsCommunity() {
        var community =
                superadmin.add("/api/v1/communities", Tenant.communityOf(tenant.distributor()));
        var group = superadmin.add(GROUPS, Map.of("community_id", community, "name", "x"));

        superadmin.delete("/api/v1/communities/" + community).then().statusCode(204);
        superadmin.get(GROUPS + "/" + group).then().statusCode(404);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldKeepEverybodyToTheirOwn(Role role) {
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var other = Tenant.create();
        var foreign =
                superadmin.add(GROUPS, Map.of("community_id", other.community(), "name", "Theirs"));
        superadmin
                .post(GROUPS + "/" + foreign + "/nodes", Map.of("add", List.of(other.node())))
                .then()
                .statusCode(200);
        var own = add("Ours");
        change(own, List.of(well, tenant.node()), List.of()).statusCode(200);
        var empty = add("Empty");

        assertThat(person.get(GROUPS + "/" + foreign).statusCode())
                .isEqualTo(role == Role.SUPERADMIN ? 200 : 404);
        assertThat(person.get(GROUPS + "/" + empty).statusCode())
                .isEqualTo(role == Role.CUSTOMER ? 404 : 200);
        person.get(GROUPS + "/" + own)
                .then()
                .statusCode(200)
                .body("node_count", equalTo(role == Role.CUSTOMER ? 1 : 2));
        if (role != Role.SUPERADMIN) {
            assertThat(Pages.allIds(person, NODES + "?group=" + foreign)).isEmpty();
            assertThat(Pages.allIds(person, GROUPS)).contains(own.toString());
            assertThat(Pages.allIds(person, GROUPS)).doesNotContain(foreign.toString());
        }
    }

    private UUID add(String name) {
        return superadmin.add(GROUPS, named(name));
    }

    private Map<String, Object> named(String name) {
        return Map.of("community_id", tenant.community(), "name", name);
    }

    private Response change(UUID group, List<UUID> add, List<UUID> remove) {
        return superadmin
                .post("%s/%s/nodes".formatted(GROUPS, group), Map.of("add", add, "remove", remove))
                .then();
    }

    private static String withoutRequest(String problem) {
        return problem.replaceAll("\"request_id\":\"[^\"]*\"", "");
    }
}
