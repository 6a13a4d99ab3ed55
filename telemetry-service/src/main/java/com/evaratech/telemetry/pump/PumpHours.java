package com.evaratech.telemetry.pump;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/**
 * A pump's work over a span.
 *
 * @param nodeId the node with the pump
 * @param starts how often it ran
 * @param runHours how long in all
 * @param runs each time, oldest first
 */
@RegisterForReflection
public record PumpHours(UUID nodeId, int starts, double runHours, List<PumpRun> runs) {

    private static final double HOUR_SECONDS = 3_600;

    /** Copies the runs. */
    public PumpHours {
        runs = List.copyOf(runs);
    }

    static PumpHours of(UUID nodeId, List<PumpRun> runs) {
        return new PumpHours(
                nodeId,
                runs.size(),
                runs.stream().mapToLong(PumpRun::seconds).sum() / HOUR_SECONDS,
                runs);
    }
}
