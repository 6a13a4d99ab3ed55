package com.evaratech.gateway.live;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.gateway.live.TailReader.Added;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends clients that come back what they have missed, and lets them go on from there. Who has
 * missed too much, or was away for too long, is told to read anew.
 */
@Singleton
class CatchUp {

    private static final Logger LOG = Logger.getLogger(CatchUp.class);

    // Half of what may wait for a client by default: with more, it would be too slow at once.
    private static final int MOST_MESSAGES = 1_000;

    // After a replica has died, all its clients come at once.
    private static final int AT_A_TIME = 4;

    private final Recent recent;
    private final NewsReader reader;
    private final LiveMetrics metrics;
    private final InstantSource clock;
    private final int mostMessages;
    private final Semaphore turns = new Semaphore(AT_A_TIME);
    private volatile int life;
    private volatile @Nullable Message latest;

    CatchUp(
            Recent recent,
            NewsReader reader,
            LiveMetrics metrics,
            LiveConfig config,
            InstantSource clock) {
        this.recent = recent;
        this.reader = reader;
        this.metrics = metrics;
        this.clock = clock;
        this.mostMessages = Math.max(1, Math.min(MOST_MESSAGES, config.waiting() / 2));
    }

    /** Cursors are about what the bus holds now. */
    void lifeIs(int name) {
        life = name;
    }

    /** The place of a client that has heard everything so far; on the thread that reads the bus. */
    Message refresh() {
        var place = new Cursor(clock.millis(), life, recent.places());
        Message now = LiveMessages.cursor(place.text());
        latest = now;
        return now;
    }

    /** The same as it was a moment ago, for any thread: what came since will come again. */
    Message cursor() {
        return Objects.requireNonNull(latest, "nothing is seen yet");
    }

    /**
     * Goes on where a client was.
     *
     * @param after the client's cursor
     */
    void begin(LiveSession session, Wish wish, String after) {
        var _ =
                Thread.ofVirtual()
                        .name("live catch-up")
                        .start(() -> {
                            turns.acquireUninterruptibly();
                            try {
                                goOn(session, wish, after);
                            } finally {
                                turns.release();
                            }
                        });
    }

    private void goOn(LiveSession session, Wish wish, String after) {
        if (!session.awaits(wish)) {
            return;
        }
        Optional<Recent.Missed> missed =
                Cursor.parse(after).filter(this::isYoung).flatMap(recent::since);
        List<Message> messages = new ArrayList<>();
        boolean whole =
                missed.isPresent() && collect(session, wish, missed.get().entries(), messages);
        synchronized (recent) {
            // Nothing comes now: from here on the client hears what is new.
            whole =
                    whole
                            && missed.isPresent()
                            && collect(session, wish, recent.from(missed.get().next()), messages);
            if (session.awaits(wish)) {
                metrics.resumed(whole);
                session.goOn(wish, whole ? messages : null);
            }
        }
    }

    private boolean isYoung(Cursor cursor) {
        long age = clock.millis() - cursor.atMillis();
        return cursor.life() == life && age <= recent.window().toMillis();
    }

    /** Whether it was not too much, could be told, and is still wanted. */
    private boolean collect(
            LiveSession session, Wish wish, List<Added> entries, List<Message> messages) {
        try {
            for (Added entry : entries) {
                if (!session.awaits(wish)) {
                    return false;
                }
                @Nullable News news = reader.read(entry).orElse(null);
                if (news != null && session.mayHear(news, wish)) {
                    messages.addAll(news.messages().of(news.cause()));
                }
                if (messages.size() > mostMessages) {
                    return false;
                }
            }
            return true;
        } catch (DependencyUnavailable e) {
            LOG.debugf("Nobody can be told what they missed cause=%s", e.toString());
            return false;
        }
    }
}
