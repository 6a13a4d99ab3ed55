package com.evaratech.common.stream;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A partitioned stream of the platform.
 *
 * @param name as in its keys, for instance {@code readings}
 * @param partitions how many; fixed for the life of the stream, since it decides where a key's
 *     entries are
 * @param groups every group of consumers that must have read an entry before it may be trimmed
 */
public record StreamDefinition(String name, int partitions, Set<String> groups) {

    private static final int MOST_PARTITIONS = 100;

    public StreamDefinition {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("a stream's name is a-z, 0-9 and -, not " + name);
        }
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException(
                    "partitions of %s must be 1..%d, not %d"
                            .formatted(name, MOST_PARTITIONS, partitions));
        }
        groups = Set.copyOf(groups);
    }

    /** The partition in which all entries of a key are, in order. */
    public int partitionOf(long key) {
        return Math.floorMod(Murmur3.hash(key), partitions);
    }

    /** Where a partition lies. */
    public StreamKeys keys(int partition) {
        return StreamKeys.of(name, partition);
    }

    /** The numbers of all partitions. */
    public List<Integer> allPartitions() {
        return IntStream.range(0, partitions).boxed().toList();
    }
}
