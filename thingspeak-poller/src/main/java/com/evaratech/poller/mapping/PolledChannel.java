package com.evaratech.poller.mapping;

import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.common.reading.normalise.ChannelNormaliser;
import com.evaratech.common.reading.normalise.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to read a node's channel and to understand it.
 *
 * @param node that it feeds
 * @param channel where to read, and what its fields mean
 * @param readApiKey what opens it, no longer sealed; {@code null} when it is public
 * @param calibrations of the node
 */
public record PolledChannel(
        NodeEntry node,
        ChannelEntry channel,
        @Nullable String readApiKey,
        Calibrations calibrations) {

    public Kind kind() {
        return Kind.valueOf(node.kind());
    }

    /** The registry maps nothing that the kind has not; the bus would refuse the whole reading. */
    public ChannelNormaliser normaliser() {
        return new ChannelNormaliser(
                channel.fields().stream().filter(field -> field.metric().isOf(kind())).toList(),
                TimeWindow.STANDARD,
                calibrations);
    }

    /** Without the key: this text may go into logs. */
    @Override
    public String toString() {
        return "PolledChannel[nodeId=%s, channelId=%d]".formatted(node.id(), channel.channelId());
    }
}
