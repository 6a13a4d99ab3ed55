package com.evaratech.poller.channels;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How far a channel has been read.
 *
 * @param epoch rises each time the channel was cleared, which makes ThingSpeak number its entries
 *     from 1 again
 * @param entryId the last entry read in this epoch; 0: none yet
 */
@RegisterForReflection
public record Cursor(int epoch, long entryId) {}
