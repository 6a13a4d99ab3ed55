package com.evaratech.telemetry.range;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One reading of a span.
 *
 * @param recordedAt when the device took it
 * @param metrics what it carried of what was asked for, in the catalogue's order
 */
@RegisterForReflection
public record SpanReading(Instant recordedAt, Map<String, Object> metrics) {

    /** Copies the metrics and keeps their order. */
    public SpanReading {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
