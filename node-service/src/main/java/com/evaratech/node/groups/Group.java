package com.evaratech.node.groups;

import java.time.Instant;
import java.util.UUID;

/**
 * A named set of nodes of one community.
 *
 * @param name unique in the community
 * @param nodeCount how many of its nodes the caller sees
 * @param version counts the changes of its name and of its nodes, from 1; the ETag
 */
record Group(
        UUID id, UUID communityId, String name, long nodeCount, Instant createdAt, long version) {

    /** Names this version of it, without the quotes of the header. */
    String etag() {
        return Long.toString(version);
    }
}
