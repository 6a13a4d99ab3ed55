package com.evaratech.poller.mapping;

import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;

/** A node together with the channel that feeds it. */
record MappedChannel(NodeEntry node, ChannelEntry channel) {

    private static final int FLOW = 1;
    private static final int TANK = 3;
    private static final int WELL = 4;

    /**
     * Who goes first when time is short: pumps and flow change by the second, wells by the hour. 2
     * is for nodes with an open alert.
     */
    int priority() {
        return switch (Kind.valueOf(node.kind())) {
            case FLOW -> FLOW;
            case TANK -> TANK;
            case DEEP -> WELL;
        };
    }
}
