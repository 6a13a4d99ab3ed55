package com.evaratech.node.nodes;

import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device of a community.
 *
 * @param key its name on the device's side, unique in the community
 * @param label its name for people, in any language
 * @param kind what it measures, decided by the category
 * @param timeZone IANA zone its days are counted in
 * @param geometry of the node's kind
 * @param expectedIntervalSeconds how often a reading should come
 * @param offlineAfterSeconds the silence after which it counts as offline, at least 180
 * @param groups names of the groups it is in, sorted; not part of its version, since it is the
 *     groups that change
 * @param version counts its changes, from 1; the ETag
 */
public record Node(
        UUID id,
        UUID communityId,
        @Nullable UUID customerId,
        String key,
        String label,
        Category category,
        Kind kind,
        @Nullable Coordinates coordinates,
        @Nullable String locationName,
        String timeZone,
        @Nullable Geometry geometry,
        int expectedIntervalSeconds,
        int offlineAfterSeconds,
        List<String> tags,
        List<String> groups,
        @Nullable String firmwareRevision,
        @Nullable String hardwareRevision,
        Instant createdAt,
        long version) {

    public Node {
        tags = List.copyOf(tags);
        groups = List.copyOf(groups);
    }

    /** Names this version of it, without the quotes of the header. */
    String etag() {
        return Long.toString(version);
    }

    /** Whether nothing but the version differs. */
    boolean saysTheSameAs(Node other) {
        return withVersion(0).equals(other.withVersion(0));
    }

    private Node withVersion(long number) {
        return new Node(
                id,
                communityId,
                customerId,
                key,
                label,
                category,
                kind,
                coordinates,
                locationName,
                timeZone,
                geometry,
                expectedIntervalSeconds,
                offlineAfterSeconds,
                tags,
                groups,
                firmwareRevision,
                hardwareRevision,
                createdAt,
                number);
    }
}
