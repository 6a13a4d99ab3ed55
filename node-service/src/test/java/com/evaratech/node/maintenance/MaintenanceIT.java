package com.evaratech.node.maintenance;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.evaratech.common.access.Role;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.MaintenanceEntry;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Pages;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class MaintenanceIT {

    private static final String PATH = "/api/v1/maintenance";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NOON = "2026-03-01T12:00:00Z";
    private static final String ONE = "2026-03-01T13:00:00Z";

    @Inject Directory directory;

    private Person superadmin;
    private Tenant tenant;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
    }

    @Test
    void shouldTellTheOthersOfAWindowAndWhenItIsCalledOff() {
        var heard = new ConcurrentHashMap<UUID, MaintenanceEntry>();
        directory.onChange(
                DirectoryKinds.MAINTENANCE,
                (id, _, after) -> {
                    var _ = after == null ? heard.remove(id) : heard.put(id, after);
                });

        var id = superadmin.add(PATH, ofNode(tenant.node()));

        await().atMost(PATIENCE).until(() -> heard.containsKey(id));
        var node = directory.node(tenant.node()).await().atMost(PATIENCE).orElseThrow();
        assertThat(heard.get(id))
                .isNotNull()
                .matches(told -> told.covers(node, Instant.parse(NOON)))
                .matches(told -> !told.covers(node, Instant.parse(ONE)));
        superadmin.delete(PATH + "/" + id).then().statusCode(204);
        await().atMost(PATIENCE).until(() -> !heard.containsKey(id));
    }

    @Test
    void shouldChangeByVersion() {
        var path = PATH + "/" + superadmin.add(PATH, ofNode(tenant.node()));
        var longer =
                Map.of(
                        "starts_at", NOON,
                        "ends_at", "2026-03-01T18:00:00+05:30",
                        "reason", "Longer");

        superadmin.put(path, longer).then().statusCode(428);
        superadmin.putIfMatch(path, "\"2\"", longer).then().statusCode(412);
        superadmin
                .putIfMatch(path, "\"1\"", longer)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("ends_at", equalTo("2026-03-01T12:30:00Z"));
        superadmin.get(path).then().header("ETag", "\"2\"").body("reason", equalTo("Longer"));
        superadmin
                .putIfMatch(path, "\"2\"", ofNode(Tenant.create().node()))
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("node_id"));
    }

    @Test
    void shouldListWhatIsUnderWay() {
        var list = PATH + "?community=" + tenant.community();
        var ofNode = superadmin.add(PATH, ofNode(tenant.node())).toString();
        var ofAll = superadmin.add(PATH, ofCommunity()).toString();

        assertThat(Pages.allIds(superadmin, list)).containsExactly(ofNode, ofAll);
        assertThat(Pages.allIds(superadmin, list + "&at=" + NOON)).containsExactly(ofNode, ofAll);
        assertThat(Pages.allIds(superadmin, list + "&at=" + ONE)).isEmpty();
        assertThat(Pages.allIds(superadmin, list + "&ends_after=" + ONE)).isEmpty();
        assertThat(Pages.allIds(superadmin, PATH + "?node=" + tenant.node()))
                .containsExactly(ofNode);
    }

    @Test
    void shouldUnderstandAnOffsetWhosePlusSignIsNotEscaped() {
        var id = superadmin.add(PATH, ofNode(tenant.node())).toString();
        var list = "%s?node=%s&at=2026-03-01T17:30:00+05:30".formatted(PATH, tenant.node());

        given().bearer(superadmin.token())
                .encoded()
                .get(list)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(id)));
    }

    @Test
    void shouldNameEveryFieldAtFault() {
        superadmin
                .post(PATH, Map.of("starts_at", ONE, "ends_at", NOON))
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("node_id", "ends_at", "reason"));
        superadmin.get(PATH + "?at=noon").then().statusCode(400);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldKeepEverybodyToTheirOwn(Role role) {
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var may = role != Role.CUSTOMER && role != Role.VIEWER;
        var other = Tenant.create().node();
        var neighbour =
                superadmin.add("/api/v1/nodes", Tenant.nodeOf(tenant.community(), Tenant.key()));
        var ofOther = PATH + "/" + superadmin.add(PATH, ofNode(other));
        var ofNeighbour = PATH + "/" + superadmin.add(PATH, ofNode(neighbour));
        var own = PATH + "/" + superadmin.add(PATH, ofNode(tenant.node()));
        var ofAll = PATH + "/" + superadmin.add(PATH, ofCommunity());
        var elsewhere = role == Role.SUPERADMIN ? 0 : may ? 404 : 403;

        assertThat(person.post(PATH, ofNode(tenant.node())).statusCode())
                .isEqualTo(may ? 201 : 403);
        assertThat(person.post(PATH, ofNode(other)).statusCode())
                .isEqualTo(elsewhere == 0 ? 201 : elsewhere);
        assertThat(person.get(own).statusCode()).isEqualTo(200);
        assertThat(person.get(ofAll).statusCode()).isEqualTo(200);
        assertThat(person.get(ofNeighbour).statusCode())
                .isEqualTo(role == Role.CUSTOMER ? 404 : 200);
        assertThat(person.get(ofOther).statusCode()).isEqualTo(role == Role.SUPERADMIN ? 200 : 404);
        assertThat(person.delete(ofOther).statusCode()).isEqualTo(elsewhere == 0 ? 204 : elsewhere);
    }

    private Map<String, Object> ofCommunity() {
        return Map.of(
                "community_id",
                tenant.community(),
                "starts_at",
                NOON,
                "ends_at",
                ONE,
                "reason",
                "Mains shut");
    }

    private static Map<String, Object> ofNode(UUID node) {
        return Map.of("node_id", node, "starts_at", NOON, "ends_at", ONE, "reason", "New float");
    }
}
