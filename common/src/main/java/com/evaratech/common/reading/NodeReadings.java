package com.evaratech.common.reading;

import com.evaratech.common.metric.Kind;
import java.time.Instant;
import java.util.List;

/**
 * Readings of one node that were accepted together: the content of an entry of the stream.
 *
 * @param nodeNumber the node inside the fleet
 * @param kind what the node measures
 * @param source the way they came in
 * @param acceptedAt when, by the accepting process' clock
 * @param readings of metrics that the kind has; 1 to {@value #MOST}, in the order in which they
 *     came
 */
public record NodeReadings(
        long nodeNumber, Kind kind, Source source, Instant acceptedAt, List<Reading> readings)
        implements NodeFact {

    /** A full page of a channel is less; keeps an entry far below what the bus takes at most. */
    public static final int MOST = 1_000;

    public NodeReadings {
        readings = List.copyOf(readings);
        if (readings.isEmpty() || readings.size() > MOST) {
            throw new IllegalArgumentException(
                    "1 to %d readings, not %d".formatted(MOST, readings.size()));
        }
        for (Reading reading : readings) {
            if (!reading.isOf(kind)) {
                throw new IllegalArgumentException("%s of a %s".formatted(reading, kind));
            }
        }
    }
}
