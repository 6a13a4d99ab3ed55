package com.evaratech.poller.channels;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the polling of a channel goes.
 *
 * @param nodeId the node that it feeds
 * @param channelId the source's number of the channel
 * @param state in one word
 * @param source where it is read from
 * @param schedule when it is polled
 * @param lastRowAt the source's time of the newest entry that was accepted; {@code null}: none was
 * @param lastError what was wrong with the last failed poll; {@code null}: none ever failed
 * @param missingRows rows that are known of and will be read in the background
 * @param backgroundError kind of what was wrong when rows were last read in the background; {@code
 *     null}: nothing
 * @param rows what became of all others
 * @param rejections what was not accepted, by reason
 */
@RegisterForReflection
public record ChannelHealth(
        UUID nodeId,
        long channelId,
        State state,
        Source source,
        Schedule schedule,
        @Nullable Instant lastRowAt,
        @Nullable PollError lastError,
        long missingRows,
        @Nullable String backgroundError,
        RowCounts rows,
        List<RejectionCount> rejections) {

    public ChannelHealth {
        rejections = List.copyOf(rejections);
    }

    /**
     * Where a channel is read from.
     *
     * @param name of the source
     * @param answering whether it answers, be it about other channels, as all replicas know
     *     together
     */
    @RegisterForReflection
    public record Source(String name, boolean answering) {}

    /**
     * When a channel is polled.
     *
     * @param intervalSeconds time between two polls, by what the channel shows; until that is known
     *     as its mapping says
     * @param nextDueAt when it is polled next
     * @param lateSeconds how long it is due by now, also while it is put off; 0: it is on time
     * @param lastSuccessAt when a poll last succeeded; {@code null}: never
     * @param failures failed polls since then
     */
    @RegisterForReflection
    public record Schedule(
            double intervalSeconds,
            Instant nextDueAt,
            double lateSeconds,
            @Nullable Instant lastSuccessAt,
            int failures) {}

    /** How it goes; the first that applies. */
    @RegisterForReflection
    public enum State {
        /** The source does not answer, which is nothing of this channel. */
        SOURCE_DOWN,
        /** It cannot be read until its mapping changes: the key is wrong, or there is none. */
        REFUSED,
        /** The last polls failed. */
        FAILING,
        /** It was never polled. */
        NEW,
        /** Nobody came to poll it in its time. */
        LATE,
        /** What is new is read; older rows still are to be. */
        CATCHING_UP,
        /** Everything was read. */
        HEALTHY;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
