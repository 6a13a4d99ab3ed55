package com.evaratech.common.stream.consume;

import java.time.Duration;

/**
 * How a group consumes.
 *
 * @param group its name, one of those the stream declares
 * @param schema of the database in which its tables are
 * @param lease how long a partition stays with an owner who gives no sign of life
 * @param roundEntries most entries of a round
 * @param roundBytes most bytes of them, unless one entry alone has more
 * @param replayWindow how long entries stay on the bus after every group has read them
 * @param roundsApart from the beginning of a round to that of the next, at least, unless it leaves
 *     entries behind; an entry that comes later than that waits for nothing
 */
public record ConsumerSettings(
        String group,
        String schema,
        Duration lease,
        int roundEntries,
        int roundBytes,
        Duration replayWindow,
        Duration roundsApart) {

    private static final int ROUND_ENTRIES = 8_192;
    // 256 KiB: 20,000 readings that came in tens. Larger rounds save no more, but are long to wait
    // for and to repeat, and leave less to be done at the same time by the two servers.
    private static final int ROUND_BYTES = 256 << 10;
    // A round costs the same for one entry as for a few dozen.
    private static final Duration ROUNDS_APART = Duration.ofMillis(20);

    public ConsumerSettings {
        if (!group.matches("[a-z][a-z0-9-]*") || !schema.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("group %s, schema %s".formatted(group, schema));
        }
        if (roundEntries < 1 || roundBytes < 1 || !lease.isPositive()) {
            throw new IllegalArgumentException("a round and a lease have a positive size");
        }
    }

    /**
     * A lease of 10 s, rounds of at most 8,192 entries and 256 KiB that begin 20 ms apart, a replay
     * window of 30 min.
     */
    public static ConsumerSettings of(String group, String schema) {
        return new ConsumerSettings(
                group,
                schema,
                Duration.ofSeconds(10),
                ROUND_ENTRIES,
                ROUND_BYTES,
                Duration.ofMinutes(30),
                ROUNDS_APART);
    }

    public ConsumerSettings withLease(Duration lease) {
        return new ConsumerSettings(
                group, schema, lease, roundEntries, roundBytes, replayWindow, roundsApart);
    }

    public ConsumerSettings withReplayWindow(Duration replayWindow) {
        return new ConsumerSettings(
                group, schema, lease, roundEntries, roundBytes, replayWindow, roundsApart);
    }

    /** For a group that nobody waits for so closely: fewer rounds cost less. */
    public ConsumerSettings withRoundsApart(Duration roundsApart) {
        return new ConsumerSettings(
                group, schema, lease, roundEntries, roundBytes, replayWindow, roundsApart);
    }
}
