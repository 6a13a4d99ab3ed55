package com.evaratech.gateway.live;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection: what its client wants, what its person may see, and the messages that wait for
 * it. The other end is used on its event loop only; messages may be handed over by any thread.
 */
final class LiveSession {

    // A client that does not read does not see the end either: then the connection is cut.
    private static final Duration TO_LEAVE = Duration.ofSeconds(5);

    // A client that comes back does so once: each time, all that came lately is looked through.
    private static final Duration BETWEEN_CATCH_UPS = Duration.ofSeconds(10);

    private final Peer peer;
    private final Listener listener;
    private final LiveSessions sessions;
    private final CatchUp catchUp;
    private final LiveConfig config;
    private final Context context;
    private final Timers timers;
    private final Outbox outbox;
    private final Told told;
    private Set<Interests.Subject> subjects = Set.of();

    /** What other threads see of it. */
    private static final class Told {
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile Scope scope;
        private volatile @Nullable Wish wish;
        private volatile @Nullable Wish coming;
        private long mayCatchUpNanos = System.nanoTime();
        private volatile boolean asked;
        private volatile boolean heard;
        private volatile boolean judged;
        private volatile boolean moved;

        Told(Scope scope) {
            this.scope = scope;
        }
    }

    /** A connection on the current event loop. */
    LiveSession(
            Peer peer,
            Listener listener,
            LiveSessions sessions,
            CatchUp catchUp,
            LiveConfig config,
            Vertx vertx) {
        this.peer = peer;
        this.listener = listener;
        this.sessions = sessions;
        this.catchUp = catchUp;
        this.config = config;
        this.context = vertx.getOrCreateContext();
        this.timers = new Timers(vertx);
        this.outbox = new Outbox(peer, context, config.waiting());
        this.told = new Told(listener.caller().scope());
    }

    /** Listens to the client, and watches that it is there and its token valid. */
    void open() {
        timers.once(listener.tokenLeft(), () -> end(Ending.TOKEN_EXPIRED));
        timers.once(config.firstMessageTimeout(), this::requireWish);
        timers.every(config.pingInterval(), this::ping);
        told.heard = true;
        // Last: one that is closed already ends them at once.
        peer.open(this);
    }

    Caller caller() {
        return listener.caller();
    }

    String subject() {
        return listener.caller().subject();
    }

    /** Whether its client asked for this and its person may see it. */
    boolean receives(News news) {
        Wish wish = told.wish;
        return wish != null && mayHear(news, wish);
    }

    /** Whether its client would hear this if that were its wish. */
    boolean mayHear(News news, Wish wish) {
        return told.scope.covers(news.place())
                && wish.wants(news.topic(), news.node(), news.place());
    }

    /** Whether its client is told what comes. */
    boolean isSubscribed() {
        return told.wish != null;
    }

    /** Judges anew what its person may see. */
    synchronized void profileIs(@Nullable Profile profile) {
        told.judged = true;
        judge(profile);
    }

    /** Judges by what was known when it was asked: what was told meanwhile is newer. */
    synchronized void profileWas(@Nullable Profile profile) {
        if (!told.judged) {
            judge(profile);
        }
    }

    private void judge(@Nullable Profile profile) {
        if (profile == null || !profile.active() || !listener.route().admits(profile.role())) {
            end(Ending.PROFILE_REVOKED);
        } else {
            told.scope = profile.scope();
            beFound();
        }
    }

    /** Sends, unless too much waits already: then the connection ends. */
    void send(Message message) {
        told.moved = true;
        deliver(message);
    }

    /** Tells the client where it is, when it wants to know and something was sent since. */
    void tellCursor(Message cursor, boolean inAnyCase) {
        Wish wish = told.wish;
        if (wish != null && wish.withCursors() && (told.moved || inAnyCase)) {
            told.moved = false;
            deliver(cursor);
        }
    }

    private void deliver(Message message) {
        if (told.ended.get()) {
            return;
        }
        if (!outbox.add(message)) {
            end(Ending.TOO_SLOW);
        }
    }

    /** Ends the connection; the first reason counts. */
    void end(Ending ending) {
        if (told.ended.compareAndSet(false, true)) {
            told.wish = null;
            outbox.close();
            sessions.ending(ending);
            context.runOnContext(now -> {
                timers.cancel();
                if (!peer.isClosed()) {
                    timers.once(TO_LEAVE, peer::cut);
                    peer.close(ending);
                }
            });
        }
    }

    /** The connection is over. */
    void closed() {
        told.ended.set(true);
        outbox.close();
        timers.cancel();
        beFound();
        sessions.left(this);
    }

    /** Something was heard of the client. */
    void heard() {
        told.heard = true;
    }

    /** Takes what the client says. */
    void take(String message) {
        heard();
        if (told.ended.get()) {
            return;
        }
        try {
            want(Wish.parse(message));
        } catch (IllegalArgumentException e) {
            send(LiveMessages.error(String.valueOf(e.getMessage())));
            // Behind the error, which was handed to this event loop before.
            context.runOnContext(now -> end(Ending.NOT_UNDERSTOOD));
        }
    }

    /** What the client wants from here on. */
    synchronized void want(Wish wish) {
        told.asked = true;
        told.coming = wish;
        @Nullable String after = wish.after();
        if (after == null || !sessions.isFlowing()) {
            goOn(wish, List.of());
        } else if (mayCatchUp()) {
            told.wish = null;
            catchUp.begin(this, wish, after);
        } else {
            goOn(wish, null);
        }
    }

    private boolean mayCatchUp() {
        long now = System.nanoTime();
        boolean may = now - told.mayCatchUpNanos >= 0;
        if (may) {
            told.mayCatchUpNanos = now + BETWEEN_CATCH_UPS.toNanos();
        }
        return may;
    }

    /** Whether this is still what its client waits for: a later wish takes its place. */
    boolean awaits(Wish wish) {
        return !told.ended.get() && Objects.equals(wish, told.coming);
    }

    /**
     * Sends what comes from here on, if that is still awaited.
     *
     * @param missed what came while the client was away; {@code null} when that is not known
     */
    synchronized void goOn(Wish wish, @Nullable List<Message> missed) {
        if (!awaits(wish)) {
            return;
        }
        told.coming = null;
        boolean flowing = sessions.isFlowing();
        send(LiveMessages.SUBSCRIBED);
        if (!flowing) {
            send(LiveMessages.PAUSED);
        } else if (missed == null) {
            send(LiveMessages.RESET);
        } else {
            missed.forEach(this::send);
        }
        // Behind what was missed: a place that covers it is told only then.
        told.wish = wish;
        beFound();
        if (flowing && sessions.isFlowing()) {
            tellCursor(catchUp.cursor(), true);
            return;
        }
        // From here on it is told with all others, but perhaps not of what just became of the flow.
        if (flowing) {
            send(LiveMessages.PAUSED);
        }
        if (sessions.isFlowing()) {
            send(LiveMessages.RESET);
        }
    }

    /** Under what it wants and its person may see, while it is there. */
    private synchronized void beFound() {
        Wish wish = told.wish;
        Set<Interests.Subject> now =
                wish == null || told.ended.get() ? Set.of() : Interests.of(wish, told.scope);
        sessions.interests().move(this, subjects, now);
        subjects = now;
    }

    private void requireWish() {
        if (!told.asked) {
            end(Ending.SILENT);
        }
    }

    private void ping() {
        if (!told.heard) {
            end(Ending.SILENT);
            return;
        }
        told.heard = false;
        peer.ping(this);
    }
}
