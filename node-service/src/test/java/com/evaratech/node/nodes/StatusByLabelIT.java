package com.evaratech.node.nodes;

import static com.evaratech.node.nodes.CopiedRegistry.SCOPES;
import static com.evaratech.node.nodes.CopiedRegistry.filter;
import static com.evaratech.node.nodes.CopiedRegistry.plain;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.OrderedPageRequest.Place;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of those who are so now, in the order of their labels. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class StatusByLabelIT {

    private static final String INDEX =
            "plan_status_distributor_id_status_label_number_category_idx";

    private static final List<NodeOrder> ORDERS = List.of(NodeOrder.LABEL, NodeOrder.LABEL_DOWN);

    private static final List<NodeFilter> STATUSES =
            List.of(
                    filter(query -> query.status = "OFFLINE"),
                    filter(query -> query.status = "ONLINE"),
                    filter(query -> {
                        query.status = "OFFLINE";
                        query.category = "SUMP";
                    }));

    /** All that are offline have the last labels, as those of one quarter of a town may. */
    @Test
    void shouldFindAStatusByLabelByTheIndexOfBoth() throws SQLException {
        try (var registry = new CopiedRegistry(20_000)) {
            for (Scope scope : List.of(SCOPES.get(0), SCOPES.get(1))) {
                for (NodeFilter filter : STATUSES) {
                    for (NodeOrder order : ORDERS) {
                        for (Place after : Arrays.asList(null, new Place("South tank 7", 700))) {
                            var page = new OrderedPageRequest(order.code(), 50, after);
                            var list = NodeList.of(scope, filter, order, page);

                            assertThat(registry.explain(list))
                                    .as("%s %s %s %s", scope, filter, order, after)
                                    .anyMatch(line -> line.contains(INDEX))
                                    .noneMatch(line -> line.contains("plan_node"))
                                    .noneMatch(line -> line.contains("Seq Scan on plan_status"));
                        }
                    }
                }
            }
        }
    }

    @Test
    void shouldListEachNodeOnceWhenPagesFollowOneAnother() throws SQLException {
        try (var registry = new CopiedRegistry(5_000)) {
            for (Scope scope : SCOPES) {
                for (NodeFilter filter : STATUSES) {
                    for (NodeOrder order : ORDERS) {
                        var all = new OrderedPageRequest(order.code(), 5_000, null);

                        assertThat(pageAfterPage(registry, scope, filter, order))
                                .as("%s %s %s", scope, filter, order)
                                .isEqualTo(registry.numbers(plain(scope, filter, order, all)));
                    }
                }
            }
        }
    }

    @Test
    void shouldListByTheLabelsOfNowAndTheNodesOfTheScope() {
        var tenant = Tenant.create();
        var neighbour = Tenant.create();
        var distributor = tenant.person(Role.DISTRIBUTOR);
        var other = neighbour.person(Role.DISTRIBUTOR);
        register(tenant, "Borewell");
        register(tenant, "Well");

        rename(distributor, tenant, "Annexe");

        assertThat(labels(distributor, "label")).containsExactly("Annexe", "Borewell", "Well");
        assertThat(labels(distributor, "-label")).containsExactly("Well", "Borewell", "Annexe");
        assertThat(labels(other, "label")).containsExactly("North tank");
    }

    private static List<Long> pageAfterPage(
            CopiedRegistry registry, Scope scope, NodeFilter filter, NodeOrder order)
            throws SQLException {
        int limit = 100;
        var all = new ArrayList<Long>();
        var page = new OrderedPageRequest(order.code(), limit, null);
        var rows = registry.numbers(NodeList.of(scope, filter, order, page));
        while (rows.size() > limit) {
            all.addAll(rows.subList(0, limit));
            var after = new Place(registry.label(all.getLast()), all.getLast());
            page = new OrderedPageRequest(order.code(), limit, after);
            rows = registry.numbers(NodeList.of(scope, filter, order, page));
        }
        all.addAll(rows);
        return all;
    }

    private static void register(Tenant tenant, String label) {
        var wish = new HashMap<>(Tenant.nodeOf(tenant.community(), Tenant.key()));
        wish.put("label", label);
        var _ = Person.superadmin().add("/api/v1/nodes", wish);
    }

    private static void rename(Person person, Tenant tenant, String label) {
        var path = "/api/v1/nodes/" + tenant.node();
        var wish = new HashMap<>(Tenant.nodeOf(tenant.community(), person.get(path).path("key")));
        wish.put("customer_id", tenant.customer());
        wish.put("label", label);
        person.change(path, wish).then().statusCode(200);
    }

    private static List<String> labels(Person person, String order) {
        return person.get("/api/v1/nodes?status=PROVISIONING&sort=" + order)
                .then()
                .statusCode(200)
                .extract()
                .path("items.label");
    }
}
