package com.evaratech.telemetry.tank;

import com.evaratech.common.metric.Metric;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tank's level did over a span.
 *
 * @param nodeId the tank
 * @param metric of which levels
 * @param unit of levels
 * @param leastChange what was taken for scatter
 * @param events fills and drains, oldest first
 * @param filled by how much all fills together
 * @param drained by how much all drains together; not negative
 * @param outlook how long it lasts, by the end of the span; {@code null} when there are too few
 *     levels
 */
@RegisterForReflection
public record TankEvents(
        UUID nodeId,
        Metric metric,
        String unit,
        double leastChange,
        List<Swing> events,
        double filled,
        double drained,
        @Nullable Outlook outlook) {

    /** Copies the events. */
    public TankEvents {
        events = List.copyOf(events);
    }

    static TankEvents of(
            UUID nodeId,
            Metric metric,
            double leastChange,
            List<Swing> events,
            @Nullable Outlook outlook) {
        return new TankEvents(
                nodeId,
                metric,
                metric.unit().symbol(),
                leastChange,
                events,
                sum(events, Swing.Type.FILL),
                // Not -0.0 for none.
                0.0 - sum(events, Swing.Type.DRAIN),
                outlook);
    }

    private static double sum(List<Swing> events, Swing.Type type) {
        return events.stream()
                .filter(event -> event.type() == type)
                .mapToDouble(Swing::change)
                .sum();
    }
}
