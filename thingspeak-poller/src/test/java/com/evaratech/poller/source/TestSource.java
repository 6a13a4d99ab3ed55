package com.evaratech.poller.source;

import com.evaratech.common.reading.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A vendor whose answers a test decides on. */
final class TestSource implements ChannelSource {

    static final Duration REST = Duration.ofMillis(500);

    final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable BadAnswer trouble;

    void fail(@Nullable BadAnswer with) {
        trouble = with;
    }

    @Override
    public Source kind() {
        return Source.HTTP;
    }

    @Override
    public int requestsPerMinute() {
        return 600;
    }

    @Override
    public Duration rest() {
        return REST;
    }

    @Override
    public FeedPage read(long channelId, @Nullable String readApiKey, FeedQuery query)
            throws BadAnswer {
        int _ = asked.incrementAndGet();
        @Nullable BadAnswer failure = trouble;
        if (failure != null) {
            throw failure;
        }
        return new FeedPage(0, List.of(), false);
    }
}
