package com.evaratech.alert.trial;

import com.evaratech.alert.rules.Condition;
import com.evaratech.common.directory.NodeEntry;
import java.time.Instant;
import java.util.List;

/**
 * A dry run that may begin.
 *
 * @param condition that is tried
 * @param nodes in the order of their numbers
 * @param from the first instant
 * @param until behind the last one
 */
record PlannedTrial(Condition condition, List<NodeEntry> nodes, Instant from, Instant until) {

    PlannedTrial {
        nodes = List.copyOf(nodes);
    }
}
