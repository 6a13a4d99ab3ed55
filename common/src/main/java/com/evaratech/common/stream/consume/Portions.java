package com.evaratech.common.stream.consume;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many entries a round asks of each partition: where little came lately, little is asked, and
 * what that leaves of a round's room goes to those that have more. Without this, one busy partition
 * among sixteen would get a sixteenth of each round, and of large entries most would be read in
 * vain, because a round is also bounded in bytes.
 */
final class Portions {

    // What is asked of a partition that had nothing: enough for what comes while a round runs.
    private static final int LEAST_DEMAND = 64;
    private static final int GROWTH = 2;
    // Of a partition that gave all it was asked for: it fills a round after four of them.
    private static final int GROWTH_WHEN_FULL = 4;
    // Before any was seen: ten readings of three metrics.
    private static final double FIRST_GUESS_BYTES = 100;

    private final int mostEntries;
    private final int mostBytes;
    private final Map<Integer, Integer> demands = new HashMap<>();
    private double entryBytes = FIRST_GUESS_BYTES;
    private int limit;

    /**
     * Portions of rounds of such a size.
     *
     * @param mostEntries of a round
     * @param mostBytes of a round
     */
    Portions(int mostEntries, int mostBytes) {
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
        this.limit = mostEntries;
    }

    /**
     * What came of a portion.
     *
     * @param partition number of the partition
     * @param asked how many entries were asked for
     * @param entries how many there were
     * @param bytes of all of them
     */
    record Came(int partition, int asked, int entries, long bytes) {

        /** Whether there may be more than what came. */
        boolean isFull() {
            return entries >= asked;
        }
    }

    /** The portion of each of these partitions, at least one entry. */
    Map<Integer, Integer> of(Collection<Owned> owned) {
        List<Integer> byDemand =
                owned.stream()
                        .map(Owned::partition)
                        .sorted(Comparator.comparingInt(this::demand))
                        .toList();
        var portions = new HashMap<Integer, Integer>();
        int room = (int) Math.min(limit, mostBytes / entryBytes);
        int left = byDemand.size();
        for (int partition : byDemand) {
            // At most a fair share of what those before it have left, who want less.
            int portion = Math.max(1, Math.min(demand(partition), room / left));
            portions.put(partition, portion);
            room = Math.max(0, room - portion);
            left--;
        }
        return portions;
    }

    /** Takes note of what came of the last portions. */
    void learn(List<Came> all) {
        long bytes = 0;
        long entries = 0;
        for (Came came : all) {
            long growth = came.isFull() ? GROWTH_WHEN_FULL : GROWTH;
            long demand = Math.max(LEAST_DEMAND, came.entries() * growth);
            demands.put(came.partition(), (int) Math.min(demand, mostEntries));
            bytes += came.bytes();
            entries += came.entries();
        }
        if (entries > 0) {
            entryBytes = Math.max(1, (entryBytes + (double) bytes / entries) / 2);
        }
    }

    /** Smaller rounds from now on: one that is quicker is less often overtaken. */
    void halve() {
        limit = Math.max(1, limit / 2);
    }

    /** Larger rounds again, up to the whole size. */
    void grow() {
        limit = Math.min(mostEntries, 2 * limit);
    }

    private int demand(int partition) {
        return demands.getOrDefault(partition, mostEntries);
    }
}
