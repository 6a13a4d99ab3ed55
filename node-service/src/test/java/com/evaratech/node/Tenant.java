package com.evaratech.node;

import com.evaratech.common.access.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A distributor with one community, one customer in it and one node of that customer. */
public record Tenant(UUID distributor, UUID community, UUID customer, UUID node) {

    public static Tenant create() {
        var superadmin = Person.superadmin();
        var distributor =
                superadmin.add("/api/v1/distributors", Map.of("name", "Works", "slug", slug()));
        return in(distributor, superadmin.add("/api/v1/communities", communityOf(distributor)));
    }

    /** Another community of the same distributor, with a customer and a node of that customer. */
    public Tenant sibling() {
        return in(
                distributor,
                Person.superadmin().add("/api/v1/communities", communityOf(distributor)));
    }

    /** Another customer of the same community, with a node. */
    public Tenant neighbour() {
        return in(distributor, community);
    }

    private static Tenant in(UUID distributor, UUID community) {
        var superadmin = Person.superadmin();
        var customer = superadmin.add("/api/v1/customers", customerOf(community, 100));
        var wish = new HashMap<String, Object>(nodeOf(community, key()));
        wish.put("customer_id", customer);
        return new Tenant(distributor, community, customer, superadmin.add("/api/v1/nodes", wish));
    }

    /** A slug, or a key, that nothing else has. */
    public static String key() {
        return "t-" + UUID.randomUUID();
    }

    public static Map<String, Object> communityOf(UUID distributor) {
        return Map.of(
                "distributor_id", distributor,
                "name", "Campus",
                "slug", slug(),
                "region", "Karnataka",
                "city", "Bengaluru");
    }

    public static Map<String, Object> customerOf(UUID community, int maxNodes) {
        return Map.of("community_id", community, "name", "Block C", "max_nodes", maxNodes);
    }

    public static Map<String, Object> nodeOf(UUID community, String key) {
        return Map.of(
                "community_id",
                community,
                "key",
                key,
                "label",
                "North tank",
                "category",
                "OHT",
                "time_zone",
                "Asia/Kolkata",
                "expected_interval_seconds",
                60);
    }

    /** A new person of this tenant; a viewer sees the community. */
    public Person person(Role role) {
        var person = Person.stranger();
        var wish = new HashMap<String, Object>(Map.of("role", role.code(), "active", true));
        switch (role) {
            case SUPERADMIN -> {}
            case DISTRIBUTOR -> wish.put("distributor_id", distributor);
            case COMMUNITY_ADMIN, INSTALLER, VIEWER -> wish.put("community_id", community);
            case CUSTOMER -> wish.put("customer_id", customer);
        }
        Person.superadmin()
                .put("/api/v1/profiles/" + person.subject(), wish)
                .then()
                .statusCode(201);
        return person.onceAdmitted();
    }

    private static String slug() {
        return key();
    }
}
