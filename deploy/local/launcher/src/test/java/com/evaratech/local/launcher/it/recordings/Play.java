package com.evaratech.local.launcher.it.recordings;

import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.Row;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * A device's recordings on their way into a channel, row by row in the order of arrival: numbers
 * below the channel's last one never appear later, as with the real service.
 */
final class Play {

    private final Channel channel;
    private final Deque<Recording> recordings;
    private final Deque<Row> left = new ArrayDeque<>();

    Play(Channel channel, Device device) {
        this.channel = channel;
        this.recordings = new ArrayDeque<>(device.recordings());
        left.addAll(current().rows());
    }

    long channel() {
        return channel.info().id();
    }

    private Recording current() {
        return Objects.requireNonNull(recordings.peek());
    }

    /** Whether there is another recording, for which the channel is cleared. */
    boolean hasNext() {
        return recordings.size() > 1;
    }

    /** Clears the channel and begins with the next recording. */
    void clear() {
        channel.clear();
        recordings.removeFirst();
        left.addAll(current().rows());
    }

    /** Lets rows appear until only this share of the recording's rows, 0 to 1, is left. */
    void until(double share) {
        while (left.size() > Math.round(share * current().rows().size())) {
            channel.add(left.removeFirst());
        }
    }

    /** Lets all rows of the recording appear, and what it says of its last number. */
    void all() {
        until(0);
        channel.restore(
                current().lastEntryId(),
                current().rows().isEmpty()
                        ? Instant.EPOCH
                        : current().rows().getLast().createdAt());
    }

    /** The number behind which there is nothing more to read now. */
    long end() {
        return current().end();
    }
}
