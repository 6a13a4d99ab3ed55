package com.evaratech.common.reading;

import com.evaratech.common.stream.StreamDefinition;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The stream of all readings: in a node's partition, its readings are in the order of acceptance.
 */
@Singleton
public class ReadingsStream {

    /** Who stores readings. */
    public static final String TELEMETRY = "telemetry";

    /** Who judges them by rules. */
    public static final String ALERTING = "alerting";

    /** Who watches whether nodes report. */
    public static final String REGISTRY = "registry";

    private static final String NAME = "readings";

    /** The stream with that many partitions. */
    public static StreamDefinition of(int partitions) {
        return new StreamDefinition(NAME, partitions, Set.of(TELEMETRY, ALERTING, REGISTRY));
    }

    // 16: as many replicas of a consumer can share the work; each costs a read in every round.
    @Produces
    @Singleton
    StreamDefinition readings(
            @ConfigProperty(name = "evara.readings.partitions", defaultValue = "16")
                    int partitions) {
        return of(partitions);
    }
}
