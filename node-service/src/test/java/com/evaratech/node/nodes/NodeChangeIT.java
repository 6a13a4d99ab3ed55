package com.evaratech.node.nodes;

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
class NodeChangeIT {

    private static final String NODES = "/api/v1/nodes";

    private Person superadmin;
    private Tenant tenant;
    private String node;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        node = NODES + "/" + superadmin.add(NODES, wish());
    }

    @Test
    void shouldAnswerTheChangedNodeWithItsNextVersion() {
        var wish = wish();
        wish.put("label", "خزان <script>alert(1)</script>");
        wish.put("customer_id", tenant.customer());
        wish.put("tags", List.of("roof"));
        wish.put("geometry", Map.of("capacity_litres", 500, "height_cm", 100));

        var changed =
                superadmin
                        .putIfMatch(node, "\"1\"", wish)
                        .then()
                        .statusCode(200)
                        .header("ETag", "\"2\"")
                        .body("label", equalTo("خزان <script>alert(1)</script>"))
                        .extract()
                        .asString();

        assertThat(superadmin.get(node).asString()).isEqualTo(changed);
    }

    @Test
    void shouldTakeAwayWhatIsLeftOut() {
        var whole = wish();
        whole.put("coordinates", Map.of("latitude", 1, "longitude", 2));
        whole.put("geometry", Map.of("capacity_litres", 500, "height_cm", 100));
        superadmin.putIfMatch(node, "\"1\"", whole).then().statusCode(200);

        superadmin
                .putIfMatch(node, "\"2\"", wish())
                .then()
                .statusCode(200)
                .body("geometry", equalTo(null))
                .body("coordinates", equalTo(null));
    }

    @Test
    void shouldAskForTheVersionAndRefuseAStaleOne() {
        var first = wish();
        first.put("label", "First");
        superadmin
                .put(node, first)
                .then()
                .statusCode(428)
                .body("code", equalTo("if_match_required"));
        superadmin.putIfMatch(node, "\"1\"", first).then().statusCode(200);

        var second = wish();
        second.put("label", "Second");
        superadmin
                .putIfMatch(node, "\"1\"", second)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale_version"));
        assertThat(superadmin.get(node).<String>path("label")).isEqualTo("First");
    }

    @Test
    void shouldKeepTheVersionWhenNothingDiffers() {
        var same = wish();
        same.put("key", superadmin.get(node).path("key"));

        superadmin.putIfMatch(node, "\"1\"", same).then().statusCode(200).header("ETag", "\"1\"");
    }

    @Test
    void shouldRefuseAnotherKindAndAnotherCommunity() {
        var wish = wish();
        wish.put("category", "BOREWELL");
        wish.put("community_id", Tenant.create().community());

        superadmin
                .putIfMatch(node, "\"1\"", wish)
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("category", "community_id"));
    }

    @Test
    void shouldRefuseKeyThatIsTakenAndLeaveTheNodeAsItWas() {
        var taken = superadmin.get(NODES + "/" + tenant.node()).<String>path("key");
        var before = superadmin.get(node).asString();
        var wish = wish();
        wish.put("key", taken);

        superadmin
                .putIfMatch(node, "\"1\"", wish)
                .then()
                .statusCode(409)
                .body("code", equalTo("node_key_taken"));
        assertThat(superadmin.get(node).asString()).isEqualTo(before);
    }

    @Test
    void shouldCountTheNodeInTheNewCustomersPlan() {
        var full = superadmin.add("/api/v1/customers", Tenant.customerOf(tenant.community(), 0));
        var wish = wish();
        wish.put("customer_id", full);

        superadmin
                .putIfMatch(node, "\"1\"", wish)
                .then()
                .statusCode(409)
                .body("code", equalTo("plan_exhausted"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldChangeNodesOnlyInsideOwnScope(Role role) {
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var may = role != Role.CUSTOMER && role != Role.VIEWER;
        var foreign = NODES + "/" + Tenant.create().node();

        assertThat(person.putIfMatch(node, "\"1\"", wish()).statusCode())
                .isEqualTo(may ? 200 : 403);
        assertThat(person.putIfMatch(foreign, "\"7\"", wish()).statusCode())
                .isEqualTo(role == Role.SUPERADMIN ? 412 : may ? 404 : 403);
    }

    @Test
    void shouldMakeOneNodeOfARepeatedRequest() {
        var key = UUID.randomUUID().toString();
        var wish = wish();

        var first = superadmin.postOnce(NODES, key, wish).then().statusCode(201).extract();
        var second = superadmin.postOnce(NODES, key, wish).then().statusCode(201).extract();

        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(Pages.allIds(superadmin, NODES + "?community=" + tenant.community())).hasSize(3);
    }

    @Test
    void shouldMakeOneNodeWhenTheSameRequestComesManyTimesAtOnce() throws Exception {
        var key = UUID.randomUUID().toString();
        var wish = wish();

        var ids = Together.run(6, () -> superadmin.postOnce(NODES, key, wish).path("id"));

        assertThat(ids).doesNotContainNull();
        assertThat(ids.stream().distinct()).hasSize(1);
    }

    @Test
    void shouldRefuseAKeyThatCameWithAnotherBody() {
        var key = UUID.randomUUID().toString();
        superadmin.postOnce(NODES, key, wish()).then().statusCode(201);

        superadmin
                .postOnce(NODES, key, wish())
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    void shouldLetARefusedRequestComeAgainUnderItsKey() {
        var key = UUID.randomUUID().toString();
        var wish = wish();
        wish.put("key", superadmin.get(node).path("key"));
        superadmin.postOnce(NODES, key, wish).then().statusCode(409);

        superadmin.postOnce(NODES, key, wish()).then().statusCode(201);
    }

    @Test
    void shouldKeepTheKeysOfTwoPeopleApart() {
        var key = UUID.randomUUID().toString();
        superadmin.postOnce(NODES, key, wish()).then().statusCode(201);

        tenant.person(Role.INSTALLER).postOnce(NODES, key, wish()).then().statusCode(201);
    }

    private Map<String, Object> wish() {
        return new HashMap<>(Tenant.nodeOf(tenant.community(), Tenant.key()));
    }
}
