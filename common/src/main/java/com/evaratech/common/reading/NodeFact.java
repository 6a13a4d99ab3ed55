package com.evaratech.common.reading;

import com.evaratech.common.stream.Entry;
import org.jspecify.annotations.Nullable;

/** What an entry of the stream of readings tells of one node. */
public sealed interface NodeFact permits NodeReadings, Forget, Correction {

    /** The newest form of an entry that {@link #in} reads. */
    int NEWEST_SCHEMA = Correction.SCHEMA;

    /** The node inside the fleet. */
    long nodeNumber();

    /**
     * What an entry tells; {@code null} when it is about no single node, as watermarks are.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    static @Nullable NodeFact in(Entry entry) {
        if (ReadingsCodec.isReadings(entry)) {
            return ReadingsCodec.decode(entry);
        }
        if (Correction.isIn(entry)) {
            return Correction.of(entry);
        }
        return Forget.isIn(entry) ? Forget.of(entry) : null;
    }
}
