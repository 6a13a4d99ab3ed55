package com.evaratech.bench.proof;

import com.evaratech.common.stream.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * What the oracle knows of an entry that it handed over.
 *
 * @param number its content, different for each
 * @param key entries of one key were handed over in the order of their numbers
 * @param isPoison whether nobody can digest it
 * @param answer what the publisher said
 * @param place where it is; null unless it was accepted
 */
record Published(long number, long key, boolean isPoison, Answer answer, @Nullable Place place) {

    /** What the publisher said. */
    enum Answer {
        ACCEPTED,
        /** It is not on the bus. */
        REFUSED,
        /** It may be on the bus. */
        UNKNOWN
    }

    /** A place on the bus. */
    record Place(int partition, StreamId id) {}
}
