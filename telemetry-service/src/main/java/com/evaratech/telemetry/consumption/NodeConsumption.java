package com.evaratech.telemetry.consumption;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one meter counted.
 *
 * @param nodeId the meter
 * @param amounts of each period, in the metric's unit; {@code null} where it sent no reading
 * @param total of all of them
 */
@RegisterForReflection
public record NodeConsumption(UUID nodeId, List<@Nullable Double> amounts, double total) {

    /** Copies the amounts; the platform's copies refuse nulls. */
    public NodeConsumption {
        amounts = Collections.unmodifiableList(new ArrayList<>(amounts));
    }
}
