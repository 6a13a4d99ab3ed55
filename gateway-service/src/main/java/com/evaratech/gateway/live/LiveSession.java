package com.evaratech.gateway.live;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection: what its client wants, what its person may see, and the messages that wait for
 * it. The other end is used on its event loop only; messages may be handed over by any thread.
 */
final class LiveSession {

    // A client that does not read does not see the end either: then the connection is cut.
    private static final Duration TO_LEAVE = Duration.ofSeconds(5);

    private final Peer peer;
    private final Listener listener;
    private final LiveSessions sessions;
    private final CatchUp catchUp;
    private final LiveConfig config;
    private final Context context;
    private final Timers timers;
    private final Told told;

    /** What other threads see of it. */
    private static final class Told {
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile Scope scope;
        private volatile @Nullable Wish wish;
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
        this.told = new Told(listener.caller().scope());
    }

    /** Listens to the client, and watches that it is there and its token valid. */
    void open() {
        peer.open(this);
        timers.once(listener.tokenLeft(), () -> end(Ending.TOKEN_EXPIRED));
        timers.once(config.firstMessageTimeout(), this::requireWish);
        timers.every(config.pingInterval(), this::ping);
        told.heard = true;
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
        }
    }

    /** Sends, unless too much waits already: then the connection ends. */
    void send(String message) {
        told.moved = true;
        deliver(() -> peer.write(message));
    }

    /** Tells the client where it is, when it wants to know and something was sent since. */
    void tellCursor(String cursor, boolean inAnyCase) {
        Wish wish = told.wish;
        if (wish != null && wish.withCursors() && (told.moved || inAnyCase)) {
            told.moved = false;
            deliver(() -> peer.tellCursor(cursor));
        }
    }

    private void deliver(Supplier<Future<Void>> message) {
        if (told.ended.get()) {
            return;
        }
        if (told.waiting.incrementAndGet() > config.waiting()) {
            end(Ending.TOO_SLOW);
            return;
        }
        context.runOnContext(now -> {
            if (!told.ended.get() && !peer.isClosed()) {
                // Done when the operating system has it: what a slow client leaves, waits here.
                var _ = message.get().onComplete(written -> told.waiting.decrementAndGet());
            }
        });
    }

    /** Ends the connection; the first reason counts. */
    void end(Ending ending) {
        if (told.ended.compareAndSet(false, true)) {
            told.wish = null;
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
        timers.cancel();
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
    void want(Wish wish) {
        told.asked = true;
        @Nullable String after = wish.after();
        if (after != null && sessions.isFlowing()) {
            told.wish = null;
            catchUp.begin(this, wish, after);
        } else {
            goOn(wish, List.of());
        }
    }

    /**
     * Sends what comes from here on.
     *
     * @param missed what came while the client was away; {@code null} when that is not known
     */
    void goOn(Wish wish, @Nullable List<String> missed) {
        if (told.ended.get()) {
            return;
        }
        told.wish = wish;
        send(LiveMessages.SUBSCRIBED);
        if (!sessions.isFlowing()) {
            send(LiveMessages.PAUSED);
            return;
        }
        if (missed == null) {
            send(LiveMessages.RESET);
        } else {
            missed.forEach(this::send);
        }
        tellCursor(catchUp.cursor(), true);
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
