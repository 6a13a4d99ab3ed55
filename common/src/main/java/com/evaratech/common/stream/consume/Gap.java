package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.StreamId;

/**
 * Entries that were accepted and cannot be read any more.
 *
 * @param partition as it stood before the gap
 * @param reason how they went
 * @param until the last id that may have been among them; all ids behind the partition's position
 *     up to this one are in doubt
 */
record Gap(Owned partition, Reason reason, StreamId until) {

    /** How entries can be gone before a group has read them. */
    enum Reason {
        /** Somebody trimmed the stream past the group's position. */
        TRIMMED,
        /** The bus lost its data and began a new generation. */
        LOST
    }
}
