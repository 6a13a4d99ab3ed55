package com.evaratech.poller.mapping;

import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;

/**
 * A node together with the channel that feeds it.
 *
 * @param isInAlert whether an alert of the node is open
 */
record MappedChannel(NodeEntry node, ChannelEntry channel, boolean isInAlert) {

    private static final int FLOW = 1;
    private static final int IN_ALERT = 2;
    private static final int TANK = 3;
    private static final int WELL = 4;

    /**
     * Who goes first when time is short: pumps and flow change by the second, wells by the hour,
     * and somebody waits for the end of an alert.
     */
    int priority() {
        return switch (Kind.valueOf(node.kind())) {
            case FLOW -> FLOW;
            case TANK -> isInAlert ? IN_ALERT : TANK;
            case DEEP -> isInAlert ? IN_ALERT : WELL;
        };
    }
}
