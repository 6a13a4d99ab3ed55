package com.evaratech.common.stream.consume;

/** The fence did not let a round through: one of its partitions has another owner or position. */
final class RoundLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RoundLost() {
        super("a partition was taken over", null, false, false);
    }
}
