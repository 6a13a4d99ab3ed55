package com.evaratech.gateway.live;

import com.evaratech.common.stream.StreamId;
import com.evaratech.gateway.live.TailReader.Added;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came lately, for clients that come back after a short absence: without it each of them would
 * read the bus anew. Bounded by time and by bytes. Guarded by itself, so that a caller which holds
 * it sees nothing come.
 */
@Singleton
class Recent {

    private static final long EVICT_MILLIS = 1_000;

    private final long windowMillis;
    private final long mostBytes;
    private final Deque<Kept> entries = new ArrayDeque<>();
    private final Map<String, StreamId> floors = new HashMap<>();
    private final Map<String, StreamId> places = new HashMap<>();
    private List<String> streams = List.of();
    private long bytes;
    private long count;

    private record Kept(long number, Added added) {}

    @Inject
    Recent(LiveConfig config) {
        this(config.resume(), config.resumeBytes().asLongValue());
    }

    /**
     * Nothing is kept yet.
     *
     * @param window how long an entry is kept
     */
    Recent(Duration window, long mostBytes) {
        this.windowMillis = window.toMillis();
        this.mostBytes = mostBytes;
    }

    /** How long an absence may be. */
    Duration window() {
        return Duration.ofMillis(windowMillis);
    }

    /**
     * Forgets everything and begins at these places.
     *
     * @param order of the streams in cursors
     */
    synchronized void begin(List<String> order, Map<String, StreamId> from) {
        entries.clear();
        bytes = 0;
        streams = List.copyOf(order);
        floors.clear();
        floors.putAll(from);
        places.clear();
        places.putAll(from);
    }

    /** Keeps an entry, which is newer than all others of its stream. */
    synchronized void add(Added added) {
        entries.add(new Kept(count++, added));
        bytes += added.bytes();
        places.put(added.stream(), added.id());
        long oldest = added.id().millis() - windowMillis;
        while (bytes > mostBytes || isOlder(entries.peek(), oldest - EVICT_MILLIS)) {
            Kept gone = entries.remove();
            bytes -= gone.added().bytes();
            floors.put(gone.added().stream(), gone.added().id());
        }
    }

    private static boolean isOlder(@Nullable Kept kept, long millis) {
        return kept != null && kept.added().id().millis() < millis;
    }

    /** Where a client is that has heard everything. */
    synchronized List<StreamId> places() {
        return streams.stream().map(stream -> places.getOrDefault(stream, StreamId.START)).toList();
    }

    /**
     * What came behind a cursor, and the number of the next entry; nothing when that is not known
     * any more.
     */
    synchronized Optional<Missed> since(Cursor cursor) {
        if (cursor.places().size() != streams.size()) {
            return Optional.empty();
        }
        Map<String, StreamId> heard = new HashMap<>();
        for (int i = 0; i < streams.size(); i++) {
            String stream = streams.get(i);
            StreamId place = cursor.places().get(i);
            if (floors.getOrDefault(stream, StreamId.START).isAfter(place)) {
                return Optional.empty();
            }
            heard.put(stream, place);
        }
        List<Added> missed = new ArrayList<>();
        for (Kept kept : entries) {
            StreamId place = heard.getOrDefault(kept.added().stream(), StreamId.START);
            if (kept.added().id().isAfter(place)) {
                missed.add(kept.added());
            }
        }
        return Optional.of(new Missed(missed, count));
    }

    /** What came from an entry's number on. */
    synchronized List<Added> from(long number) {
        List<Added> latest = new ArrayList<>();
        var newest = entries.descendingIterator();
        while (newest.hasNext()) {
            Kept kept = newest.next();
            if (kept.number() < number) {
                break;
            }
            latest.add(kept.added());
        }
        return latest.reversed();
    }

    /**
     * What a client has missed.
     *
     * @param entries oldest first within a stream
     * @param next number of the entry that comes next
     */
    record Missed(List<Added> entries, long next) {}
}
