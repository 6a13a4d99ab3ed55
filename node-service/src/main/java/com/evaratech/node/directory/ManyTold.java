package com.evaratech.node.directory;

/**
 * An answer about changes that may be very many. {@link PublishAfterChange} does not hold it back
 * while the relay has to go more than once.
 */
public interface ManyTold {

    /** How many changes were committed. */
    int told();
}
