package com.evaratech.node.pipelines;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pipe between two nodes of one community.
 *
 * @param fromNodeId where the water comes from
 * @param toNodeId where it goes
 * @param diameterMm inner diameter
 * @param line places that it passes between its ends, each latitude and longitude in degrees
 * @param version counts its changes, from 1; the ETag
 */
record Pipeline(
        UUID id,
        UUID communityId,
        UUID fromNodeId,
        UUID toNodeId,
        @Nullable String label,
        @Nullable Double diameterMm,
        List<List<Double>> line,
        Instant createdAt,
        long version) {

    Pipeline {
        line = line.stream().map(List::copyOf).toList();
    }

    /** Names this version of it, without the quotes of the header. */
    String etag() {
        return Long.toString(version);
    }
}
