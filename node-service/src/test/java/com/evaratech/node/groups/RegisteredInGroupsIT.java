package com.evaratech.node.groups;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
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

/** Nodes that come with the names of their groups, one by one and in bulk. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class RegisteredInGroupsIT {

    private static final String GROUPS = "/api/v1/groups";
    private static final String NODES = "/api/v1/nodes";

    private Person superadmin;
    private Tenant tenant;
    private UUID north;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        north = group(tenant.community(), "North");
        var _ = group(tenant.community(), "Mains");
    }

    @Test
    void shouldRegisterIntoGroupsOfItsCommunity() {
        var node =
                superadmin
                        .post(NODES, wish(List.of("North", "Mains")))
                        .then()
                        .statusCode(201)
                        .body("groups", equalTo(List.of("Mains", "North")))
                        .extract();

        assertThat(superadmin.get(node.header("Location")).asString()).isEqualTo(node.asString());
        assertThat(Pages.allIds(superadmin, NODES + "?group=" + north))
                .containsExactly(node.<String>path("id"));
    }

    @Test
    void shouldRegisterNothingIntoAGroupThatTheCommunityDoesNotHave() {
        var _ = group(Tenant.create().community(), "Theirs");
        var wish = wish(List.of("North", "Theirs"));

        superadmin
                .post(NODES, wish)
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("groups")))
                .body("errors.value", equalTo(List.of("Theirs")));
        assertThat(Pages.allIds(superadmin, NODES + "?group=" + north)).isEmpty();
        wish.put("groups", List.of("North"));
        superadmin.post(NODES, wish).then().statusCode(201);
    }

    @Test
    void shouldKeepGroupsWhenTheNodeChanges() {
        var wish = wish(List.of("North"));
        var node = NODES + "/" + superadmin.add(NODES, wish);
        wish.put("label", "Renamed");

        superadmin.change(node, wish).then().statusCode(200).header("ETag", "\"2\"");
        wish.remove("groups");
        wish.put("label", "Again");
        superadmin
                .change(node, wish)
                .then()
                .statusCode(200)
                .body("groups", equalTo(List.of("North")));
        wish.put("groups", List.of("Mains"));
        superadmin
                .change(node, wish)
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("groups")));
    }

    @Test
    void shouldImportAndExportGroupsByName() {
        var head = "community_id,key,label,category,time_zone,expected_interval_seconds,groups\n";
        var row = tenant.community() + ",%s,Label,OHT,UTC,60,%s\n";
        importCsv(head + row.formatted("one", "North;Mains") + row.formatted("two", "South;East"))
                .statusCode(422)
                .body("errors.line", equalTo(List.of(3)))
                .body("errors[0].errors.field", equalTo(List.of("groups", "groups")))
                .body("errors[0].errors.value", equalTo(List.of("East", "South")));

        importCsv(head + row.formatted("one", "North;Mains") + row.formatted("two", ""))
                .statusCode(200)
                .body("right", equalTo(2));

        var list = NODES + "?fields=groups&sort=-registered&community=" + tenant.community();
        List<List<String>> groups = superadmin.get(list).path("items.groups");
        assertThat(groups).containsExactly(List.of(), List.of("Mains", "North"), List.of());
        var exported = superadmin.get(NODES + "/export?group=" + north).asString();
        assertThat(exported.lines().skip(1)).singleElement().asString().contains("Mains;North");

        var other = superadmin.add("/api/v1/communities", Tenant.communityOf(tenant.distributor()));
        var _ = group(other, "Mains");
        var copyOfNorth = group(other, "North");
        importCsv(exported.replace(tenant.community().toString(), other.toString()))
                .statusCode(200);
        assertThat(Pages.allIds(superadmin, NODES + "?group=" + copyOfNorth)).hasSize(1);
    }

    private UUID group(UUID community, String name) {
        return superadmin.add(GROUPS, Map.of("community_id", community, "name", name));
    }

    private Map<String, Object> wish(List<String> groups) {
        var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
        wish.put("groups", groups);
        return wish;
    }

    private Response importCsv(String table) {
        return given().bearer(superadmin.token())
                .contentType("text/csv")
                .body(table)
                .post(NODES + "/import")
                .then();
    }
}
