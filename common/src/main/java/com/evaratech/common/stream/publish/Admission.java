package com.evaratech.common.stream.publish;

import com.evaratech.common.stream.StreamFunctions.Pressure;
import com.evaratech.common.stream.publish.Acceptance.Refused;
import com.evaratech.common.stream.publish.PublisherMetrics.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether a partition takes entries now, by the pressure that was last seen on it. */
final class Admission {

    // Consumers work off a backlog in seconds, not in milliseconds.
    private static final Duration RETRY_PRESSED = Duration.ofSeconds(5);

    private final PublisherLimits limits;
    private final boolean isDurable;
    private final List<Pressure> pressures;

    Admission(PublisherLimits limits, boolean isDurable, List<Pressure> pressures) {
        this.limits = limits;
        this.isDurable = isDurable;
        this.pressures = pressures;
    }

    /** The server's memory, which every partition was told alike. */
    Optional<Memory> memory() {
        return pressures.stream()
                .findFirst()
                .map(it -> new Memory(it.memoryUsed(), it.memoryAllowed()));
    }

    Optional<Refused> refusal(int partition) {
        if (!isDurable) {
            return Optional.of(new Refused(Refusal.NOT_DURABLE, RETRY_PRESSED));
        }
        Pressure pressure = pressures.get(partition);
        if (pressure.pause().isPositive()) {
            return Optional.of(new Refused(Refusal.SERVER_CHANGED, pressure.pause()));
        }
        if (pressure.memoryAllowed() > 0
                && pressure.memoryUsed() > limits.memoryShare() * pressure.memoryAllowed()) {
            return Optional.of(new Refused(Refusal.MEMORY, RETRY_PRESSED));
        }
        if (pressure.backlog().entries() > limits.backlogEntries()) {
            return Optional.of(new Refused(Refusal.BACKLOG, RETRY_PRESSED));
        }
        if (pressure.backlog().age().compareTo(limits.backlogAge()) > 0) {
            return Optional.of(new Refused(Refusal.AGE, RETRY_PRESSED));
        }
        return Optional.empty();
    }
}
