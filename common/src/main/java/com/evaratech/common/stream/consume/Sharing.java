package com.evaratech.common.stream.consume;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * How partitions spread over owners: nobody has two more than another. Pure, so that it can be
 * tested over all cases.
 */
final class Sharing {

    private Sharing() {}

    /**
     * Whom to take how many partitions from.
     *
     * @param victim owner of the most partitions
     * @param partitions how many of them
     */
    record Surplus(String victim, int partitions) {}

    /** How many free partitions an owner may take: up to the larger of the two fair shares. */
    static int freeToTake(Map<String, Integer> owners, String me, int partitions) {
        int share = Math.ceilDiv(partitions, owners.size());
        return Math.max(0, share - owners.getOrDefault(me, 0));
    }

    /** What an owner may take from the richest: half of the difference, so that both end equal. */
    static Optional<Surplus> surplus(Map<String, Integer> owners, String me) {
        int mine = owners.getOrDefault(me, 0);
        return owners.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(richest -> new Surplus(richest.getKey(), (richest.getValue() - mine) / 2))
                .filter(surplus -> surplus.partitions() > 0);
    }
}
