package com.evaratech.local.thingspeak.replay;

import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recordings being played into channels. Not thread-safe: one thread ticks. */
public final class Replay {
    private final InstantSource clock;
    private final ReplayOptions options;
    private final Instant start;
    private final List<Playing> playing = new ArrayList<>();
    private final Map<Path, String> skipped;

    private Replay(InstantSource clock, ReplayOptions options, Map<Path, String> skipped) {
        this.clock = clock;
        this.options = options;
        this.start = clock.instant();
        this.skipped = skipped;
    }

    /**
     * Creates the channels of a folder. Without a speed their rows are there when this returns.
     *
     * @throws IOException when the folder cannot be read
     * @throws IllegalArgumentException when a channel's number is taken
     */
    public static Replay start(ReplayOptions options, ChannelStore store, InstantSource clock)
            throws IOException {
        RecordingFolder folder = RecordingFolder.read(options.folder());
        Replay replay = new Replay(clock, options, folder.skipped());
        TimeShift shift = TimeShift.of(folder.recordings(), replay.start);
        for (Recording recording : folder.recordings()) {
            Channel channel = store.create(recording.info());
            if (options.speed().isEmpty()) {
                replay.load(recording, channel, shift);
            } else {
                replay.playing.add(
                        new Playing(channel, new ArrayDeque<>(Arrival.of(recording, shift))));
            }
        }
        return replay;
    }

    private void load(Recording recording, Channel channel, TimeShift shift) {
        Optional<Instant> newest = shift.newest(recording);
        Duration by =
                options.shift() && newest.isPresent()
                        ? Duration.ofSeconds(start.getEpochSecond() - newest.get().getEpochSecond())
                        : Duration.ZERO;
        for (Row row : recording.rows()) {
            channel.add(
                    by.isZero()
                            ? row
                            : new Row(row.createdAt().plus(by), row.entryId(), row.cells()));
        }
        Instant updatedAt = recording.updatedAt().or(() -> newest).orElse(start);
        channel.restore(recording.lastEntryId(), updatedAt.plus(by));
    }

    /** Lets the rows appear that are due by now. */
    public void tick() {
        if (options.speed().isEmpty()) {
            return;
        }
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        double recorded = seconds * options.speed().getAsDouble();
        for (Playing each : playing) {
            while (!each.left().isEmpty()
                    && each.left().getFirst().after().toSeconds() <= recorded) {
                appear(each.channel(), each.left().removeFirst());
            }
        }
        playing.removeIf(each -> each.left().isEmpty());
    }

    private void appear(Channel channel, Arrival arrival) {
        Row row = arrival.row();
        double after = arrival.after().toSeconds() / options.speed().orElse(1);
        Instant arrived = start.plusMillis((long) (after * 1000));
        Instant createdAt = options.shift() ? arrived.plus(arrival.dated()) : row.createdAt();
        channel.add(new Row(createdAt, row.entryId(), row.cells()));
        channel.touch(arrived);
    }

    /** Whether every row has appeared. */
    public boolean finished() {
        return playing.isEmpty();
    }

    /** Files of the folder that are no recordings, and why. */
    public Map<Path, String> skipped() {
        return Map.copyOf(skipped);
    }

    private record Playing(Channel channel, Deque<Arrival> left) {}
}
