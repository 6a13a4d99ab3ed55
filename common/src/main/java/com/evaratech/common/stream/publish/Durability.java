package com.evaratech.common.stream.publish;

/**
 * What "accepted" asks of the bus.
 *
 * @param isChecked whether the server must say itself that it writes each entry to its disk before
 *     it answers; otherwise the operator vouches for that
 * @param replicas how many replicas must have an entry, 0 to {@value #MOST_REPLICAS}
 */
public record Durability(boolean isChecked, int replicas) {

    /** More would only be slower. */
    public static final int MOST_REPLICAS = 10;

    public Durability {
        if (replicas < 0 || replicas > MOST_REPLICAS) {
            throw new IllegalArgumentException(
                    "replicas must be 0 to %d, not %d".formatted(MOST_REPLICAS, replicas));
        }
    }
}
