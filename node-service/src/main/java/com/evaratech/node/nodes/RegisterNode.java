package com.evaratech.node.nodes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish to register a node, as it came: {@link NodeRules} says what is accepted. */
public record RegisterNode(
        @Nullable UUID communityId,
        @Nullable UUID customerId,
        @Nullable String key,
        @Nullable String label,
        @Nullable String category,
        @Nullable CoordinatesWish coordinates,
        @Nullable String locationName,
        @Nullable String timeZone,
        @Nullable GeometryWish geometry,
        @Nullable Integer expectedIntervalSeconds,
        @Nullable Integer offlineAfterSeconds,
        @Nullable List<@Nullable String> tags,
        @Nullable List<@Nullable String> groups,
        @Nullable String firmwareRevision,
        @Nullable String hardwareRevision) {

    /** The same wish for a place that is not its author's to choose. */
    RegisterNode in(UUID community, @Nullable UUID customer) {
        return new RegisterNode(
                community,
                customer,
                key,
                label,
                category,
                coordinates,
                locationName,
                timeZone,
                geometry,
                expectedIntervalSeconds,
                offlineAfterSeconds,
                tags,
                groups,
                firmwareRevision,
                hardwareRevision);
    }
}
