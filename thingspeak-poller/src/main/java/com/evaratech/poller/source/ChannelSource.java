package com.evaratech.poller.source;

import com.evaratech.common.reading.Source;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A service that keeps rows of devices in channels: all that polling needs of a vendor. Whoever
 * implements it sends each request once and says what became of it; limits, waiting and the breaker
 * are {@link PoliteSource}'s.
 */
public interface ChannelSource {

    /** As what its readings go into the streams. */
    Source kind();

    /** Requests a minute for one key, or for one channel without a key; 1 or more. */
    int requestsPerMinute();

    /** How long it is left alone after it failed too often. */
    Duration rest();

    /**
     * Rows of a channel. Blocks until there is a whole answer, for a bounded time; an interrupt
     * ends it.
     *
     * @param readApiKey what opens the channel when it is private
     * @throws BadAnswer when the answer is of no use
     */
    FeedPage read(long channelId, @Nullable String readApiKey, FeedQuery query)
            throws BadAnswer, InterruptedException;
}
