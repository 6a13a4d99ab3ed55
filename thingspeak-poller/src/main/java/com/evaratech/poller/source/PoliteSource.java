package com.evaratech.poller.source;

import com.evaratech.common.loop.Loop;
import com.evaratech.common.reading.Source;
import com.evaratech.poller.source.HostBreaker.Leave;
import com.evaratech.poller.source.NotAsked.Reason;
import com.evaratech.poller.source.SourceRepository.News;
import com.evaratech.poller.source.SourceRepository.State;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source no more often than it bears: by tokens that all replicas share, and not at all
 * while it fails. After a rest one request finds out whether it is back. Nothing is tried twice
 * here: whoever polls knows when the next time is.
 *
 * <p>Whether the source is at work is known by what all replicas heard: one that asks nothing, or
 * whose few channels are all in trouble, says what the others do.
 */
@Singleton
public class PoliteSource {

    private static final Logger LOG = Logger.getLogger(PoliteSource.class);

    private static final Duration UNTIL_TOLD = Duration.ofSeconds(1);

    // Until a request that finds out has its answer.
    private static final Duration UNTIL_FOUND_OUT = Duration.ofSeconds(1);

    private final ChannelSource source;
    private final RequestTokens tokens;
    private final SourceRepository states;
    private final HostBreaker breaker;
    private final AtomicReference<@Nullable Long> answeredNanos = new AtomicReference<>();
    private final AtomicReference<@Nullable Long> failedNanos = new AtomicReference<>();
    private final AtomicReference<@Nullable Long> restUntilNanos = new AtomicReference<>();
    private final Loop loop = new Loop("source state", this::tell);
    private volatile boolean answering = true;

    PoliteSource(ChannelSource source, RequestTokens tokens, SourceRepository states) {
        this.source = source;
        this.tokens = tokens;
        this.states = states;
        this.breaker = new HostBreaker(source.rest(), System::nanoTime);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
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
        // Before a token is spent on a request that is not sent.
        Leave leave = breaker.enter().orElseThrow(this::resting);
        boolean isTold = false;
        try {
            Duration wait = tokens.take(channelId, readApiKey, source.requestsPerMinute());
            if (wait.isPositive()) {
                throw new NotAsked(Reason.RATE_LIMIT, wait);
            }
            FeedPage page = source.read(channelId, readApiKey, query);
            isTold = true;
            breaker.answered(leave, channelId);
            noteAnswer(leave);
            return page;
        } catch (BadAnswer e) {
            isTold = true;
            breaker.failed(leave, channelId, e);
            noteFailure(leave, e);
            throw e;
        } finally {
            if (!isTold) {
                breaker.leave(leave);
            }
        }
    }

    /** How many channels it is worth to poll now, of as many as there is room for. */
    public int most(int room) {
        return breaker.most(room);
    }

    /**
     * Whether the host is at work, as all replicas together know since a second ago: any answer
     * about a channel counts, a refused key included. True before anything was asked.
     */
    public boolean isAnswering() {
        return answering;
    }

    private NotAsked resting() {
        Duration rest = breaker.rest();
        return new NotAsked(Reason.HOST_RESTS, rest.isPositive() ? rest : UNTIL_FOUND_OUT);
    }

    private void noteAnswer(Leave leave) {
        if (leave == Leave.PROBE || !breaker.isOpen()) {
            answeredNanos.set(System.nanoTime());
        }
    }

    private void noteFailure(Leave leave, BadAnswer answer) {
        if (!breaker.isOpen()) {
            if (!answer.trouble().isOfHost()) {
                noteAnswer(leave);
            }
            return;
        }
        long now = System.nanoTime();
        failedNanos.set(now);
        // What the host asks for concerns all; what one replica only met may be its own network.
        if (answer.trouble() == Trouble.TOO_MANY_REQUESTS || answer.retryAfter().isPresent()) {
            restUntilNanos.set(now + breaker.rest().toNanos());
        }
    }

    /** Tells the others, and hears of them. */
    Duration tell() throws SQLException {
        long now = System.nanoTime();
        @Nullable Long answered = answeredNanos.getAndSet(null);
        @Nullable Long failed = failedNanos.getAndSet(null);
        @Nullable Long rest = restUntilNanos.getAndSet(null);
        var news =
                new News(
                        answered == null ? null : Duration.ofNanos(Math.max(0, now - answered)),
                        failed == null ? null : Duration.ofNanos(Math.max(0, now - failed)),
                        rest == null ? null : Duration.ofNanos(Math.max(0, rest - now)));
        State state;
        try {
            state = states.tell(kind().code(), news);
        } catch (SQLException e) {
            // Told the next time, unless there is something newer by then.
            boolean _ = answeredNanos.compareAndSet(null, answered);
            boolean _ = failedNanos.compareAndSet(null, failed);
            boolean _ = restUntilNanos.compareAndSet(null, rest);
            throw e;
        }
        breaker.restAtLeast(state.rest());
        note(!state.isDown());
        return UNTIL_TOLD;
    }

    /** One line for the source, not one for each of its channels. */
    private void note(boolean isAnswering) {
        if (answering != isAnswering) {
            answering = isAnswering;
            if (isAnswering) {
                LOG.infof("Source answers again source=%s", kind());
            } else {
                LOG.warnf("Source does not answer source=%s", kind());
            }
        }
    }
}
