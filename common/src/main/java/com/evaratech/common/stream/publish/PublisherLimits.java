package com.evaratech.common.stream.publish;

import java.time.Duration;

/**
 * When a publisher refuses.
 *
 * @param inFlightEntries most entries handed over and not yet answered
 * @param inFlightBytes most bytes of them
 * @param backlogEntries most entries a partition's slowest group may have before it
 * @param backlogAge how old the oldest of them may be
 * @param memoryShare most of the server's memory that may be used, 0 to 1
 * @param clockSkew how far the clocks of servers that succeed one another may differ
 * @param durability what it asks of the bus
 */
public record PublisherLimits(
        int inFlightEntries,
        int inFlightBytes,
        long backlogEntries,
        Duration backlogAge,
        double memoryShare,
        Duration clockSkew,
        Durability durability) {

    /**
     * 8,192 entries and 16 MiB on the way: a second of work at full speed. A million entries and
     * six hours behind in a partition: consumers may be away for half a night. 85 % of memory: what
     * remains is for rewriting the append-only file and for the directory.
     */
    public static final PublisherLimits DEFAULT =
            new PublisherLimits(
                    8_192,
                    16 << 20,
                    1_000_000,
                    Duration.ofHours(6),
                    0.85,
                    Duration.ofSeconds(2),
                    new Durability(true, 0));

    public PublisherLimits {
        if (inFlightEntries < 1 || inFlightBytes < 1 || backlogEntries < 1) {
            throw new IllegalArgumentException("limits of a publisher must be positive");
        }
        if (memoryShare <= 0 || memoryShare > 1) {
            throw new IllegalArgumentException("memoryShare must be in (0, 1], not " + memoryShare);
        }
    }

    /** The same, asking this of the bus. */
    public PublisherLimits withDurability(Durability other) {
        return new PublisherLimits(
                inFlightEntries,
                inFlightBytes,
                backlogEntries,
                backlogAge,
                memoryShare,
                clockSkew,
                other);
    }
}
