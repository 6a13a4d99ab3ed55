package com.evaratech.alert;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A community of its own for one test, with nodes that the directory knows. */
public record Fleet(UUID distributorId, UUID communityId) {

    public static Fleet create() {
        Fleet fleet = new Fleet(UUID.randomUUID(), UUID.randomUUID());
        TestDirectory.publish(new CommunityEntry(1, fleet.communityId, fleet.distributorId));
        TestDirectory.markComplete();
        return fleet;
    }

    /** An overhead tank that the directory knows. */
    public NodeEntry tank(String... tags) {
        NodeEntry node = unpublished(null, "OHT", tags);
        TestDirectory.publish(node);
        return node;
    }

    /** A tank that there is since then, and that has never reported. */
    public NodeEntry registered(Instant since) {
        NodeEntry node =
                new NodeEntry(
                        1,
                        UUID.randomUUID(),
                        ThreadLocalRandom.current().nextLong(1, 1L << 40),
                        "TANK",
                        "OHT",
                        new Placement(distributorId, communityId, null),
                        List.of(),
                        ZoneOffset.UTC,
                        since);
        TestDirectory.publish(node);
        return node;
    }

    /** A customer's. */
    public NodeEntry tankOf(UUID customerId) {
        NodeEntry node = unpublished(customerId, "OHT");
        TestDirectory.publish(node);
        return node;
    }

    /** A tank of a category. */
    public NodeEntry sump() {
        NodeEntry node = unpublished(null, "SUMP");
        TestDirectory.publish(node);
        return node;
    }

    /** A flow meter beside a pump, with the nights of its zone. */
    public NodeEntry flowMeter(ZoneId zone) {
        NodeEntry node =
                new NodeEntry(
                        1,
                        UUID.randomUUID(),
                        ThreadLocalRandom.current().nextLong(1, 1L << 40),
                        "FLOW",
                        "FLOW_METER",
                        new Placement(distributorId, communityId, null),
                        List.of(),
                        zone);
        TestDirectory.publish(node);
        return node;
    }

    /** A tank that the directory does not know yet. */
    public NodeEntry unpublished(@Nullable UUID customerId, String category, String... tags) {
        return new NodeEntry(
                1,
                UUID.randomUUID(),
                ThreadLocalRandom.current().nextLong(1, 1L << 40),
                "TANK",
                category,
                new Placement(distributorId, communityId, customerId),
                List.of(tags));
    }

    public String token(Role role) {
        return TestTokens.person(role, new Scope.OfCommunity(communityId));
    }

    public String customerToken(UUID customerId) {
        return TestTokens.person(Role.CUSTOMER, new Scope.OfCustomer(customerId, communityId));
    }

    public String distributorToken() {
        return TestTokens.person(Role.DISTRIBUTOR, new Scope.OfDistributor(distributorId));
    }
}
