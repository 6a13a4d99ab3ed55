package com.evaratech.node.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Pages;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class NodeListIT {

    private static final String NODES = "/api/v1/nodes";

    private Person superadmin;
    private Tenant tenant;
    private String list;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        list = NODES + "?community=" + tenant.community();
    }

    @Test
    void shouldKeepPagesStableWhileNodesAreAdded() {
        var known = new ArrayList<>(List.of(tenant.node().toString()));
        known.addAll(register(4));

        var first = Pages.page(superadmin, list, 2, null);
        var later = register(2);
        var second = Pages.page(superadmin, list, 2, first.path("next"));
        var third = Pages.page(superadmin, list, 2, second.path("next"));
        var fourth = Pages.page(superadmin, list, 2, third.path("next"));

        var seen = new ArrayList<String>(first.path("items.id"));
        seen.addAll(second.path("items.id"));
        seen.addAll(third.path("items.id"));
        seen.addAll(fourth.path("items.id"));
        known.addAll(later);
        assertThat(seen).containsExactlyElementsOf(known);
        assertThat(fourth.<String>path("next")).isNull();
    }

    @Test
    void shouldEndWithoutCursorWhenPageIsExactlyFull() {
        var _ = register(1);

        assertThat(Pages.page(superadmin, list, 2, null).<String>path("next")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "category=OHT,OHT OHT",
        "category=BOREWELL,BOREWELL",
        "kind=TANK,OHT OHT SUMP",
        "kind=DEEP,BOREWELL",
        "kind=FLOW,''",
        "kind=TANK&category=SUMP,SUMP",
        "kind=DEEP&category=SUMP,''"
    })
    void shouldFilterByCategoryAndKind(String filter, String categories) {
        var _ = register("OHT");
        var _ = register("SUMP");
        var _ = register("BOREWELL");

        List<String> found =
                superadmin
                        .get(list + "&" + filter)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("items.category");

        assertThat(String.join(" ", found)).isEqualTo(categories);
    }

    @Test
    void shouldNameEveryFilterItDoesNotUnderstand() {
        superadmin
                .get(NODES + "?kind=POND&category=LAKE&community=here")
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("kind", "category", "community"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=ten", "cursor=abc", "cursor=MQ"})
    void shouldRefusePagesItDoesNotUnderstand(String page) {
        superadmin
                .get(NODES + "?" + page)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"));
    }

    private List<String> register(int count) {
        return IntStream.range(0, count).mapToObj(i -> register("OHT").toString()).toList();
    }

    private UUID register(String category) {
        var wish = new HashMap<>(Tenant.nodeOf(tenant.community(), Tenant.key()));
        wish.put("category", category);
        return superadmin.add(NODES, wish);
    }
}
