package com.evaratech.local.launcher.it.recordings;

import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.Row;
import com.evaratech.local.thingspeak.channels.Window;
import com.evaratech.local.thingspeak.replay.Replay;
import com.evaratech.local.thingspeak.replay.ReplayOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recorded channel, moved to now as the stand-in moves recordings.
 *
 * @param rows in the order of arrival
 * @param lastEntryId what the channel called its last entry, which may be none of the rows; 0 when
 *     it was empty
 */
record Recording(ChannelInfo info, List<Row> rows, long lastEntryId) {

    // More than any recording has.
    private static final int MOST_ROWS = 1_000_000;

    Recording {
        rows = rows.stream().sorted(Comparator.comparingLong(Row::entryId)).toList();
        if (rows.stream().map(Row::entryId).distinct().count() != rows.size()) {
            throw new IllegalArgumentException("two rows of one number in " + info.id());
        }
    }

    /** The channels of a folder by their numbers. */
    static SortedMap<Long, Recording> allIn(Path folder, Instant now) throws IOException {
        var store = new ChannelStore(MOST_ROWS);
        Replay replay = Replay.start(ReplayOptions.atOnce(folder), store, InstantSource.fixed(now));
        if (!replay.skipped().isEmpty()) {
            throw new IOException("no recordings: " + replay.skipped());
        }
        var found = new TreeMap<Long, Recording>();
        store.all()
                .forEach(channel -> {
                    Long last = channel.lastEntryId();
                    found.put(
                            channel.info().id(),
                            new Recording(
                                    channel.info(),
                                    channel.newest(Window.ALL, MOST_ROWS),
                                    last == null ? 0 : last));
                });
        return found;
    }

    /** The number behind which there is nothing more to read. */
    long end() {
        return rows.stream().mapToLong(Row::entryId).max().orElse(0);
    }
}
