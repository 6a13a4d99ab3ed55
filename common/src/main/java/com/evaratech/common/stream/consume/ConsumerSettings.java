package com.evaratech.common.stream.consume;

import java.time.Duration;

/**
 * How a group consumes.
 *
 * @param group its name, one of those the stream declares
 * @param schema of the database in which its tables are
 * @param instance name that only one process has at a time and that the next one after it has again
 *     (a container restarted in its pod): whoever starts with it need not wait for the leases of
 *     the one before; empty when there is no such name
 * @param lease how long a partition stays with an owner who gives no sign of life
 * @param round how large rounds are, and how often they begin
 * @param replayWindow how long entries stay on the bus after every group has read them
 */
public record ConsumerSettings(
        String group,
        String schema,
        String instance,
        Duration lease,
        Round round,
        Duration replayWindow) {

    public ConsumerSettings {
        if (!group.matches("[a-z][a-z0-9-]*") || !schema.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("group %s, schema %s".formatted(group, schema));
        }
        if (!lease.isPositive()) {
            throw new IllegalArgumentException("a lease is longer than nothing");
        }
    }

    /**
     * How much is done in one transaction.
     *
     * @param entries most entries of a round
     * @param bytes most bytes of them, unless one entry alone has more
     * @param apart from the beginning of a round to that of the next, at least, unless it leaves
     *     entries behind; an entry that comes later than that waits for nothing
     */
    public record Round(int entries, int bytes, Duration apart) {

        // 256 KiB: 20,000 readings that came in tens. Larger rounds save no more, but are long to
        // wait for and to repeat, and leave less to be done at the same time by the two servers.
        // 20 ms: a round costs the same for one entry as for a few dozen.
        static final Round STANDARD = new Round(8_192, 256 << 10, Duration.ofMillis(20));

        public Round {
            if (entries < 1 || bytes < 1) {
                throw new IllegalArgumentException("a round has room for something");
            }
        }
    }

    /**
     * A lease of 10 s, rounds of at most 8,192 entries and 256 KiB that begin 20 ms apart, a replay
     * window of 30 min; no name for the process.
     */
    public static ConsumerSettings of(String group, String schema) {
        return new ConsumerSettings(
                group, schema, "", Duration.ofSeconds(10), Round.STANDARD, Duration.ofMinutes(30));
    }

    public ConsumerSettings withInstance(String instance) {
        return new ConsumerSettings(group, schema, instance, lease, round, replayWindow);
    }

    public ConsumerSettings withLease(Duration lease) {
        return new ConsumerSettings(group, schema, instance, lease, round, replayWindow);
    }

    public ConsumerSettings withReplayWindow(Duration replayWindow) {
        return new ConsumerSettings(group, schema, instance, lease, round, replayWindow);
    }

    public ConsumerSettings withRound(Round round) {
        return new ConsumerSettings(group, schema, instance, lease, round, replayWindow);
    }

    /** For a group that nobody waits for so closely: fewer rounds cost less. */
    public ConsumerSettings withRoundsApart(Duration apart) {
        return withRound(new Round(round.entries(), round.bytes(), apart));
    }
}
