package com.evaratech.common.stream.dead;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry that did not have its effect.
 *
 * @param id names it among all services' letters: schema and number
 * @param path where it is looked into, tried again and discarded
 * @param at when it was refused first
 * @param group of consumers that refused it
 * @param entry where it lay on the bus
 * @param reason {@code unreadable} or {@code refused_by_database}, by the last try
 * @param detail the same in words
 * @param state what is being done with it
 * @param replays how often it was tried again and refused
 * @param replayedAt when that was last; null when it never was
 * @param bytes size of its content
 * @param cursor continues the service's list behind it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeadLetterRow(
        String id,
        String path,
        Instant at,
        String group,
        Place entry,
        String reason,
        String detail,
        State state,
        int replays,
        @Nullable Instant replayedAt,
        int bytes,
        String cursor) {

    /**
     * An entry's place.
     *
     * @param partition of the stream
     * @param id in the partition
     * @param generation of the partition
     */
    @RegisterForReflection
    public record Place(int partition, String id, String generation) {}

    /** What is being done with a letter. */
    public enum State {
        /** Nothing, until somebody decides. */
        WAITING,
        /** It will be tried again before the next round of its partition. */
        REPLAYING;

        /** Its name in answers. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
