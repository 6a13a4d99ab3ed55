package com.evaratech.telemetry.latest;

import com.evaratech.common.metric.Kind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest reading of one node.
 *
 * @param nodeId the node
 * @param kind what it measures
 * @param recordedAt when the device took it; {@code null} as long as the node never reported
 * @param metrics what the reading carried, by name of the metric catalogue and in its order: a
 *     number in the metric's unit or a state's name; what it did not carry is not there
 */
@RegisterForReflection
public record LatestReading(
        UUID nodeId, Kind kind, @Nullable Instant recordedAt, Map<String, Object> metrics) {

    /** Copies the metrics and keeps their order. */
    public LatestReading {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** For a node that never reported. */
    static LatestReading none(UUID nodeId, Kind kind) {
        return new LatestReading(nodeId, kind, null, Map.of());
    }
}
