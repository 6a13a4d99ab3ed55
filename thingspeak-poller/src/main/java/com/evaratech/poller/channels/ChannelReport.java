package com.evaratech.poller.channels;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A channel and what was not accepted of it.
 *
 * @param channel the channel
 * @param rejections by reason
 * @param latestRejections the last 20, latest first
 */
@RegisterForReflection
public record ChannelReport(
        Channel channel, List<RejectionCount> rejections, List<RejectionSample> latestRejections) {

    public ChannelReport {
        rejections = List.copyOf(rejections);
        latestRejections = List.copyOf(latestRejections);
    }
}
