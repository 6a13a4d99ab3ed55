package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.Generation;
import com.evaratech.common.stream.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read from one partition behind a position.
 *
 * @param generation of the partition when it was read; null when the bus has forgotten it
 * @param trimmed up to where entries may have been removed when it was read
 * @param entries in order
 */
record Batch(@Nullable Generation generation, StreamId trimmed, List<Raw> entries) {

    /** An entry as it lies on the bus. */
    static final class Raw {

        private final StreamId id;
        private final byte[] bytes;

        Raw(StreamId id, byte[] bytes) {
            this.id = id;
            this.bytes = bytes;
        }

        StreamId id() {
            return id;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** Whether it is what follows this position: of the same life, and whole. */
    boolean follows(Owned one) {
        return one.generation().equals(generation) && continues(one.position());
    }

    /** How large all entries are together. */
    long bytes() {
        return entries.stream().mapToLong(entry -> entry.bytes().length).sum();
    }

    /** Whether nothing between a position and the first entry has been trimmed. */
    private boolean continues(StreamId position) {
        return !trimmed.isAfter(position)
                // Read just before it was trimmed.
                || (!entries.isEmpty() && !entries.getFirst().id().isAfter(trimmed));
    }
}
