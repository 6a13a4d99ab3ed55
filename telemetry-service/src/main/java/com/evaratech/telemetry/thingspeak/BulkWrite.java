package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.reading.NodeReadings;
import com.evaratech.telemetry.thingspeak.Refusal.Named;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Many entries of one request, as they were sent.
 *
 * @param messages in the order given
 */
record BulkWrite(List<Message> messages) {

    /** As many as a paid licence of ThingSpeak sends at once. */
    static final int MOST_MESSAGES = 14_400;

    private static final Times UTC = new Times(ZoneOffset.UTC);
    private static final int LONGEST_DELTA = 9;

    BulkWrite {
        messages = List.copyOf(messages);
    }

    /** One entry. */
    sealed interface Message {

        Map<Column, String> values();

        /** With its time. */
        record Dated(Instant createdAt, Map<Column, String> values) implements Message {}

        /** So long after the one before it. */
        record Later(Duration delta, Map<Column, String> values) implements Message {}
    }

    /** Somebody who is told the key of a body as soon as it was read. */
    @FunctionalInterface
    interface KeyShown {
        void show(String key) throws SQLException;
    }

    /**
     * A request's entries. More than are written at once may be taken in part, and get other times
     * when sent again.
     *
     * @throws Refusal when they are so many and do not tell their times
     */
    static BulkWrite whole(List<Message> messages) {
        if (messages.size() > NodeReadings.MOST
                && messages.stream().anyMatch(Message.Later.class::isInstance)) {
            throw Refusal.of(
                    Named.REQUEST_TOO_LARGE,
                    "At most %d updates at once where they do not tell their times."
                            .formatted(NodeReadings.MOST));
        }
        return new BulkWrite(messages);
    }

    /**
     * The entries with their times. Relative ones are counted back from the acceptance, which is
     * the time of the last one: a device sends what it has gathered up to now.
     */
    List<FeedWrite> dated(Instant now) {
        var reversed = new ArrayList<FeedWrite>();
        Instant time = now;
        for (Message message : messages.reversed()) {
            switch (message) {
                case Message.Dated(Instant createdAt, Map<Column, String> values) ->
                        reversed.add(new FeedWrite(createdAt, true, values));
                case Message.Later(Duration delta, Map<Column, String> values) -> {
                    reversed.add(new FeedWrite(time, false, values));
                    time = time.minus(delta);
                }
            }
        }
        return reversed.reversed();
    }

    static void requireNotTooMany(int messages) {
        if (messages > MOST_MESSAGES) {
            throw Refusal.of(
                    Named.REQUEST_TOO_LARGE,
                    "At most %d updates at once.".formatted(MOST_MESSAGES));
        }
    }

    static Message message(
            int index,
            @Nullable String createdAt,
            @Nullable String delta,
            Optional<Map<Column, String>> values) {
        Map<Column, String> sent =
                values.orElseThrow(
                        () -> bad("updates[%d] has a value that is too long.".formatted(index)));
        if (createdAt != null) {
            return new Message.Dated(
                    UTC.read(createdAt)
                            .orElseThrow(() -> bad("updates[%d] has no time.".formatted(index))),
                    sent);
        }
        boolean isDelta =
                delta != null
                        && !delta.isEmpty()
                        && delta.length() <= LONGEST_DELTA
                        && delta.chars().allMatch(sign -> sign >= '0' && sign <= '9');
        if (delta == null || !isDelta) {
            throw bad("updates[%d] has no time.".formatted(index));
        }
        return new Message.Later(Duration.ofSeconds(Long.parseLong(delta)), sent);
    }

    static Refusal bad(String details) {
        return Refusal.of(Named.BAD_REQUEST, details);
    }
}
