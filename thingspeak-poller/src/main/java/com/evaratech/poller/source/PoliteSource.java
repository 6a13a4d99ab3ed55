package com.evaratech.poller.source;

import com.evaratech.common.reading.Source;
import com.evaratech.poller.source.NotAsked.Reason;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source no more often than it bears: by tokens that all replicas share, and not at all
 * while it fails. After a rest one request finds out whether it is back. Nothing is tried twice
 * here: whoever polls knows when the next time is.
 */
@Singleton
public class PoliteSource {

    private static final Logger LOG = Logger.getLogger(PoliteSource.class);

    // Half of the last 20: a few channels in trouble are no trouble of the host.
    private static final int WINDOW = 20;
    private static final double FAILED = 0.5;

    private final ChannelSource source;
    private final RequestTokens tokens;
    private final TypedGuard<FeedPage> breaker;
    private volatile boolean answering = true;

    PoliteSource(ChannelSource source, RequestTokens tokens) {
        this.source = source;
        this.tokens = tokens;
        this.breaker =
                TypedGuard.create(FeedPage.class)
                        .withCircuitBreaker()
                        .requestVolumeThreshold(WINDOW)
                        .failureRatio(FAILED)
                        .delay(source.rest().toMillis(), ChronoUnit.MILLIS)
                        .failOn(BadAnswer.OfHost.class)
                        .done()
                        .build();
    }

    /** As what its readings go into the streams. */
    public Source kind() {
        return source.kind();
    }

    /**
     * Rows of a channel.
     *
     * @param readApiKey what opens it when it is private
     * @throws BadAnswer when the answer is of no use
     * @throws NotAsked when it is not the time to ask
     */
    public FeedPage read(long channelId, @Nullable String readApiKey, FeedQuery query)
            throws BadAnswer, NotAsked, InterruptedException {
        Duration wait = tokens.take(channelId, readApiKey, source.requestsPerMinute());
        if (wait.isPositive()) {
            throw new NotAsked(Reason.RATE_LIMIT, wait);
        }
        try {
            return breaker.call(() -> noted(channelId, readApiKey, query));
        } catch (CircuitBreakerOpenException e) {
            throw new NotAsked(Reason.HOST_RESTS, source.rest());
        } catch (BadAnswer | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("neither an answer nor a known failure", e);
        }
    }

    /**
     * Whether the host is at work, by what was asked of it last: any answer about a channel counts,
     * a refused key included. True before anything was asked.
     */
    public boolean isAnswering() {
        return answering;
    }

    private FeedPage noted(long channelId, @Nullable String readApiKey, FeedQuery query)
            throws BadAnswer, InterruptedException {
        try {
            FeedPage page = source.read(channelId, readApiKey, query);
            note(true, "");
            return page;
        } catch (BadAnswer e) {
            note(!e.trouble().isOfHost(), e.trouble().code());
            throw e;
        }
    }

    /** One line for the source, not one for each of its channels. */
    private void note(boolean isAnswering, String trouble) {
        if (answering != isAnswering) {
            answering = isAnswering;
            if (isAnswering) {
                LOG.infof("Source answers again source=%s", kind());
            } else {
                LOG.warnf("Source does not answer source=%s trouble=%s", kind(), trouble);
            }
        }
    }
}
