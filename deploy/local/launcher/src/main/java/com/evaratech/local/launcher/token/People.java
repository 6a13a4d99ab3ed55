package com.evaratech.local.launcher.token;

import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.fleet.Identity;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Gives somebody of this machine a role in the registry: the distributor, community and customer
 * named {@code local} are added when they are missing, other communities must exist.
 */
public final class People {

    /** The community that is there on every machine. */
    public static final String LOCAL = "local";

    private static final String DISTRIBUTORS = "/api/v1/distributors";
    private static final String COMMUNITIES = "/api/v1/communities";
    private static final String CUSTOMERS = "/api/v1/customers";
    private static final int MOST_NODES = 1_000;

    private final RegistryClient registry;

    /** Acts through a client that is signed in as superadmin. */
    public People(RegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Makes sure that there is somebody with the role in the community, and returns their subject.
     */
    public UUID ensure(LocalRole role, String community) throws IOException, InterruptedException {
        if (role.realm() == LocalRole.Realm.EVERYTHING) {
            return Identity.firstSuperadmin();
        }
        Map<String, Object> profile = new HashMap<>(Map.of("role", role.code(), "active", true));
        profile.putAll(scope(role, community));
        UUID subject =
                LocalIssuer.subjectOf(
                        community.equals(LOCAL) ? role.code() : role.code() + "@" + community);
        JsonNode kept = registry.put("/api/v1/profiles/" + subject, profile);
        return UUID.fromString(kept.path("subject").asText());
    }

    private Map<String, Object> scope(LocalRole role, String slug)
            throws IOException, InterruptedException {
        JsonNode community = community(slug);
        return switch (role.realm()) {
            case EVERYTHING -> Map.of();
            case DISTRIBUTOR -> Map.of("distributor_id", community.path("distributor_id").asText());
            case COMMUNITY -> Map.of("community_id", id(community));
            case CUSTOMER -> Map.of("customer_id", id(customer(id(community))));
        };
    }

    private JsonNode community(String slug) throws IOException, InterruptedException {
        var known = registry.find(COMMUNITIES, item -> item.path("slug").asText().equals(slug));
        if (known.isPresent()) {
            return known.get();
        }
        if (!slug.equals(LOCAL)) {
            throw new Trouble(
                    "there is no community \"%s\"; add it with POST %s or ask for the community \"%s\"."
                            .formatted(slug, COMMUNITIES, LOCAL));
        }
        return registry.add(
                COMMUNITIES,
                Map.of(
                        "distributor_id", id(distributor()),
                        "name", "Local community",
                        "slug", LOCAL,
                        "region", "Local",
                        "city", "Local"));
    }

    private JsonNode distributor() throws IOException, InterruptedException {
        var known = registry.find(DISTRIBUTORS, item -> item.path("slug").asText().equals(LOCAL));
        return known.isPresent()
                ? known.get()
                : registry.add(DISTRIBUTORS, Map.of("name", "Local distributor", "slug", LOCAL));
    }

    private JsonNode customer(String communityId) throws IOException, InterruptedException {
        var known =
                registry.find(
                        CUSTOMERS,
                        item ->
                                item.path("community_id").asText().equals(communityId)
                                        && item.path("name").asText().equals(LOCAL));
        return known.isPresent()
                ? known.get()
                : registry.add(
                        CUSTOMERS,
                        Map.of(
                                "community_id",
                                communityId,
                                "name",
                                LOCAL,
                                "max_nodes",
                                MOST_NODES));
    }

    private static String id(JsonNode item) {
        return item.path("id").asText();
    }
}
