package com.evaratech.node.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Request;
import com.evaratech.node.Pages;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class NodeSearchIT {

    private static final String NODES = "/api/v1/nodes";

    private Person superadmin;
    private UUID community;
    private String list;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        var tenant = Tenant.create();
        community = superadmin.add("/api/v1/communities", Tenant.communityOf(tenant.distributor()));
        list = NODES + "?community=" + community;
    }

    @ParameterizedTest
    @CsvSource({
        "north,North tank|Old north-west sump",
        "NORTH tan,North tank",
        "west,Old north-west sump",
        "orth,''",
        "pump-7,Borewell",
        "7 pump,Borewell",
        "rooftop,Borewell",
        "خزان,خزان الشمال",
        "நீர்,நீர்த் தொட்டி",
        "o'hara,O'Hara's well",
        "rooftop north,''"
    })
    void shouldFindBeginningsOfWords(String sought, String labels) {
        var _ = add("North tank", Map.of());
        var _ = add("Old north-west sump", Map.of());
        var _ = add("Borewell", Map.of("key", "pump-7", "location_name", "Rooftop, block C"));
        var _ = add("خزان الشمال", Map.of());
        var _ = add("நீர்த் தொட்டி", Map.of());
        var _ = add("O'Hara's well", Map.of());

        assertThat(String.join("|", labels("q", sought))).isEqualTo(labels);
    }

    @Test
    void shouldFilterByTagAndCustomer() {
        var customer = superadmin.add("/api/v1/customers", Tenant.customerOf(community, 5));
        var _ = add("A", Map.of("tags", List.of("roof", "drinking")));
        var _ = add("B", Map.of("tags", List.of("roof"), "customer_id", customer));
        var _ = add("C", Map.of());

        assertThat(labels("tag", "roof")).containsExactly("A", "B");
        assertThat(labels("tag", "drinking")).containsExactly("A");
        assertThat(labels("tag", "roo")).isEmpty();
        assertThat(labels("customer", customer.toString())).containsExactly("B");
    }

    @ParameterizedTest
    @CsvSource({"registered,C A B A", "-registered,A B A C", "label,A A B C", "-label,C B A A"})
    void shouldListInEachOrderPageByPage(String sort, String labels) {
        for (var label : List.of("C", "A", "B", "A")) {
            var _ = add(label, Map.of());
        }

        assertThat(String.join(" ", allLabels(list + "&sort=" + sort, 1))).isEqualTo(labels);
        assertThat(String.join(" ", allLabels(list + "&sort=" + sort, 3))).isEqualTo(labels);
    }

    @Test
    void shouldKeepTheOrderOfLabelsWhileNodesAreAddedAndChanged() {
        for (var label : List.of("B", "D", "F", "H")) {
            var _ = add(label, Map.of());
        }
        var first = Pages.page(superadmin, list + "&sort=label", 2, null);
        var _ = add("A", Map.of());
        var _ = add("E", Map.of());

        var second = Pages.page(superadmin, list + "&sort=label", 9, first.path("next"));

        assertThat(first.<List<String>>path("items.label")).containsExactly("B", "D");
        assertThat(second.<List<String>>path("items.label")).containsExactly("E", "F", "H");
    }

    @Test
    void shouldShowOnlyTheFieldsAskedFor() {
        var _ = add("A", Map.of());

        Map<String, Object> item = superadmin.get(list + "&fields=id,label,tags").path("items[0]");
        Map<String, Object> whole = superadmin.get(list).path("items[0]");

        assertThat(item).containsOnlyKeys("id", "label", "tags").containsEntry("label", "A");
        assertThat(whole.keySet())
                .containsAll(Set.of("id", "key", "version"))
                .isSubsetOf(Set.copyOf(NodeFields.ALL));
    }

    @Test
    void shouldFindWhatIsNearAndTheNearestFirst() {
        var _ = addAt("2 km east", 12.97, 77.61845);
        var _ = addAt("here", 12.97, 77.60);
        var _ = addAt("1.1 km north", 12.98, 77.60);
        var _ = addAt("corner of the box", 12.987, 77.6175);
        var _ = add("nowhere", Map.of());

        assertThat(labels(list + "&near=12.97,77.60&radius_m=2050"))
                .containsExactly("2 km east", "here", "1.1 km north");
        assertThat(allLabels(list + "&near=12.97,77.60&radius_m=2050&sort=distance", 1))
                .containsExactly("here", "1.1 km north", "2 km east");
        assertThat(labels(list + "&near=12.97,77.60&radius_m=900")).containsExactly("here");
    }

    @Test
    void shouldFindAcrossTheDateLineAndRoundThePole() {
        var _ = addAt("Fiji west", -17, 179.99);
        var _ = addAt("Fiji east", -17, -179.99);
        var _ = addAt("Beyond the pole", 89.9, 180);

        assertThat(labels(list + "&near=-17,180&radius_m=5000"))
                .containsExactly("Fiji west", "Fiji east");
        assertThat(labels(list + "&near=-17,-179.995&radius_m=5000"))
                .containsExactly("Fiji west", "Fiji east");
        assertThat(labels(list + "&near=89.9,0&radius_m=25000")).containsExactly("Beyond the pole");
    }

    @Test
    void shouldTellNobodyWhereAnotherTenantsNodeIs() {
        var _ = addAt("near", 10, 10);
        var _ = addAt("far", 10, 10.01);
        var query = list + "&near=10,10&radius_m=5000&sort=distance";
        var cursor = Pages.page(superadmin, query, 1, null).<String>path("next");
        var other = Tenant.create().person(Role.INSTALLER);

        var page =
                Pages.page(
                        other,
                        NODES + query.substring(list.length()).replaceFirst("&", "?"),
                        9,
                        cursor);

        assertThat(page.<List<String>>path("items")).isEmpty();
    }

    @Test
    void shouldNameWhatItDoesNotUnderstand() {
        superadmin
                .get(NODES + "?customer=me&q=---&near=91,0&radius_m=0&tag=" + "t".repeat(65))
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("customer", "q", "tag", "near", "radius_m"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=number",
                "sort=distance",
                "fields=id,secret",
                "fields=id,",
                "near=1,2",
                "radius_m=5",
                "near=1;2&radius_m=5",
                "near=NaN,2&radius_m=5",
                "sort=label&cursor=azo1"
            })
    void shouldRefuseListsItCannotGive(String query) {
        superadmin
                .get(NODES + "?" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"));
    }

    @Test
    void shouldRefuseACursorOfAnotherOrder() {
        var _ = add("A", Map.of());
        var _ = add("B", Map.of());
        var cursor = Pages.page(superadmin, list + "&sort=label", 1, null).<String>path("next");

        superadmin
                .get(list + "&sort=-label&cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("cursor"));
    }

    private List<String> labels(String parameter, String value) {
        return Request.given()
                .bearer(superadmin.token())
                .queryParam("community", community)
                .queryParam(parameter, value)
                .get(NODES)
                .then()
                .statusCode(200)
                .extract()
                .path("items.label");
    }

    private List<String> labels(String path) {
        return superadmin.get(path).then().statusCode(200).extract().path("items.label");
    }

    private List<String> allLabels(String path, int limit) {
        var labels = new ArrayList<String>();
        String cursor = null;
        do {
            var page = Pages.page(superadmin, path, limit, cursor);
            labels.addAll(page.path("items.label"));
            cursor = page.path("next");
        } while (cursor != null);
        return labels;
    }

    private UUID addAt(String label, double latitude, double longitude) {
        return add(
                label, Map.of("coordinates", Map.of("latitude", latitude, "longitude", longitude)));
    }

    private UUID add(String label, Map<String, ?> more) {
        var wish = new HashMap<String, Object>(Tenant.nodeOf(community, Tenant.key()));
        wish.put("label", label);
        wish.putAll(more);
        return superadmin.add(NODES, wish);
    }
}
