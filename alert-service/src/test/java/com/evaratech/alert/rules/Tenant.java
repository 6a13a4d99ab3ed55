package com.evaratech.alert.rules;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A community of its own for one test, known to the directory. */
record Tenant(UUID distributorId, UUID communityId) {

    static Tenant create() {
        return ofDistributor(UUID.randomUUID());
    }

    static Tenant ofDistributor(UUID distributorId) {
        Tenant tenant = new Tenant(distributorId, UUID.randomUUID());
        TestDirectory.publish(new CommunityEntry(1, tenant.communityId, distributorId));
        TestDirectory.markComplete();
        return tenant;
    }

    /** A tank of the community, or of one of its customers. */
    UUID tank(@Nullable UUID customerId) {
        UUID id = UUID.randomUUID();
        Placement placement = new Placement(distributorId, communityId, customerId);
        TestDirectory.publish(new NodeEntry(1, id, 17, "TANK", "OHT", placement, List.of()));
        return id;
    }

    String token(Role role) {
        return TestTokens.person(role, new Scope.OfCommunity(communityId));
    }

    String customerToken(UUID customerId) {
        return TestTokens.person(Role.CUSTOMER, new Scope.OfCustomer(customerId, communityId));
    }

    String distributorToken() {
        return TestTokens.person(Role.DISTRIBUTOR, new Scope.OfDistributor(distributorId));
    }

    /** A wish without fault, bound to the whole community. */
    String wish() {
        return wish("{\"kind\": \"community\"}");
    }

    /** A wish without fault. */
    String wish(String binding) {
        return wish(binding, "water_level_percent", "warning", true);
    }

    String wish(String binding, String metric, String severity, boolean enabled) {
        return """
        {"name": "Low tank", "community_id": "%s", "binding": %s,
         "condition": {"kind": "threshold", "metric": "%s", "operator": "lt",
                       "threshold": 10, "clear_threshold": 12.5, "duration_seconds": 300},
         "severity": "%s", "enabled": %s}
        """
                .formatted(communityId, binding, metric, severity, enabled);
    }

    static String onNode(UUID id) {
        return "{\"kind\": \"node\", \"node_id\": \"%s\"}".formatted(id);
    }
}
