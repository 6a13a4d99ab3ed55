package com.evaratech.node.groups;

import java.util.List;
import java.util.UUID;

/**
 * One side of a change of a group's nodes, for the audit.
 *
 * @param nodesOnlyHere those that it had on this side of the change alone: the whole set may have
 *     any size
 */
record GroupNodes(String name, List<UUID> nodesOnlyHere, long version) {

    GroupNodes {
        nodesOnlyHere = List.copyOf(nodesOnlyHere);
    }
}
