package com.evaratech.node;

import com.evaratech.local.testing.route.RouteCases.Asked;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The requests of the matrix that are about groups. */
final class GroupRows {

    private static final String GROUPS = "/api/v1/groups";

    private GroupRows() {}

    static void put(Map<String, Supplier<Asked>> perishable, Tenant own, Tenant foreign) {
        perishable.put("POST " + GROUPS, () -> Asked.placed(GROUPS, wish(own), wish(foreign)));
        for (var method : List.of("GET", "PUT", "DELETE")) {
            perishable.put(
                    method + " " + GROUPS + "/{id}",
                    () -> {
                        var asked = Asked.named(newGroup(own), newGroup(foreign));
                        return method.equals("PUT")
                                ? asked.with(Map.of("name", Tenant.key()))
                                : asked;
                    });
        }
        perishable.put(
                "POST " + GROUPS + "/{id}/nodes",
                () ->
                        new Asked(
                                newGroup(own) + "/nodes",
                                Map.of("remove", List.of(own.node())),
                                newGroup(foreign) + "/nodes",
                                Map.of("remove", List.of(foreign.node()))));
    }

    private static Map<String, Object> wish(Tenant tenant) {
        return Map.of("community_id", tenant.community(), "name", Tenant.key());
    }

    /** With the customer's node in it, so that the customer sees it. */
    private static String newGroup(Tenant tenant) {
        var superadmin = Person.superadmin();
        var path = GROUPS + "/" + superadmin.add(GROUPS, wish(tenant));
        superadmin
                .post(path + "/nodes", Map.of("add", List.of(tenant.node())))
                .then()
                .statusCode(200);
        return path;
    }
}
