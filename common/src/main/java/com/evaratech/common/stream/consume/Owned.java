package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.Generation;
import com.evaratech.common.stream.StreamId;

/**
 * A partition that this consumer owns, as its row says.
 *
 * @param partition number of the partition
 * @param epoch of this ownership: the fence
 * @param generation that the position belongs to
 * @param position up to where everything has had its effect
 * @param read how many entries that is
 */
record Owned(int partition, long epoch, Generation generation, StreamId position, long read) {

    Owned movedTo(StreamId newPosition, int entries) {
        return new Owned(partition, epoch, generation, newPosition, read + entries);
    }

    Owned restartedIn(Generation newGeneration, StreamId newPosition, long newRead) {
        return new Owned(partition, epoch, newGeneration, newPosition, newRead);
    }
}
