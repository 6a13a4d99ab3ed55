package com.evaratech.poller.mapping;

import java.util.UUID;

/**
 * What a row of {@code polling.channel} was last told.
 *
 * @param nodeId whose row it is
 * @param mappingVersion of the mapping that it follows
 * @param nodeVersion of the node that it follows
 * @param priority who goes first when time is short
 * @param isRetired whether the node's channel is not polled any more
 */
record KeptRow(
        UUID nodeId, long mappingVersion, long nodeVersion, int priority, boolean isRetired) {

    /** Whether it says of the node and its channel what these do. */
    boolean isOf(MappedChannel mapped) {
        return !isRetired
                && mappingVersion == mapped.channel().version()
                && nodeVersion == mapped.node().version()
                && priority == mapped.priority();
    }
}
