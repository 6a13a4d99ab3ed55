package com.evaratech.gateway.live;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection: what its client wants, what its person may see, and the messages that wait for
 * it. The socket is used on its event loop only; messages may be handed over by any thread.
 */
final class LiveSession {

    // A client that does not read does not see the end either: then the connection is cut.
    private static final Duration TO_LEAVE = Duration.ofSeconds(5);

    // A buffer that is kept would be in the native image, which cannot have one.
    private static final String PING = "evara";

    private final ServerWebSocket socket;
    private final Runnable cut;
    private final Listener listener;
    private final LiveSessions sessions;
    private final LiveConfig config;
    private final Vertx vertx;
    private final Context context;
    private final Timers timers = new Timers();
    private final Told told;

    /** What other threads see of it. */
    private static final class Told {
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile Scope scope;
        private volatile @Nullable Subscription subscription;
        private volatile boolean heard;
        private volatile boolean judged;

        Told(Scope scope) {
            this.scope = scope;
        }
    }

    /** Timers that end with the connection; on its event loop. */
    private final class Timers {
        private final List<Long> running = new ArrayList<>();

        void once(Duration after, Runnable action) {
            running.add(vertx.setTimer(Math.max(1, after.toMillis()), id -> action.run()));
        }

        void every(Duration interval, Runnable action) {
            running.add(vertx.setPeriodic(interval.toMillis(), id -> action.run()));
        }

        void cancel() {
            running.forEach(vertx::cancelTimer);
            running.clear();
        }
    }

    /**
     * A connection on the current event loop.
     *
     * @param cut ends it without waiting for the other side
     */
    LiveSession(
            ServerWebSocket socket,
            Runnable cut,
            Listener listener,
            LiveSessions sessions,
            LiveConfig config,
            Vertx vertx) {
        this.socket = socket;
        this.cut = cut;
        this.listener = listener;
        this.sessions = sessions;
        this.config = config;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.told = new Told(listener.caller().scope());
    }

    /** Listens to the client, and watches that it is there and its token valid. */
    void open() {
        socket.textMessageHandler(this::take)
                .binaryMessageHandler(message -> end(Ending.NOT_TEXT))
                .pongHandler(pong -> told.heard = true)
                .exceptionHandler(this::failed)
                .closeHandler(closed -> closed());
        timers.once(listener.tokenLeft(), () -> end(Ending.TOKEN_EXPIRED));
        timers.once(config.firstMessageTimeout(), this::requireSubscription);
        timers.every(config.pingInterval(), this::ping);
        told.heard = true;
    }

    Caller caller() {
        return listener.caller();
    }

    String subject() {
        return listener.caller().subject();
    }

    /** Whether its client asked for this node and its person may see it. */
    boolean receives(UUID node, Placement place) {
        Subscription wanted = told.subscription;
        return wanted != null && told.scope.covers(place) && wanted.wants(node, place);
    }

    /** Whether its client has said what it wants. */
    boolean isSubscribed() {
        return told.subscription != null;
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
        if (told.ended.get()) {
            return;
        }
        if (told.waiting.incrementAndGet() > config.waiting()) {
            end(Ending.TOO_SLOW);
            return;
        }
        context.runOnContext(now -> {
            if (!told.ended.get() && !socket.isClosed()) {
                // Done when the operating system has it: what a slow client leaves, waits here.
                var _ =
                        socket.writeTextMessage(message)
                                .onComplete(written -> told.waiting.decrementAndGet());
            }
        });
    }

    /** Ends the connection; the first reason counts. */
    void end(Ending ending) {
        if (told.ended.compareAndSet(false, true)) {
            told.subscription = null;
            sessions.ending(ending);
            context.runOnContext(now -> {
                timers.cancel();
                var _ = socket.close(ending.code(), ending.text());
                timers.once(TO_LEAVE, cut);
            });
        }
    }

    private void closed() {
        told.ended.set(true);
        timers.cancel();
        sessions.left(this);
    }

    private void take(String message) {
        told.heard = true;
        if (told.ended.get()) {
            return;
        }
        try {
            told.subscription = Subscription.parse(message);
        } catch (IllegalArgumentException e) {
            send(LiveMessages.error(String.valueOf(e.getMessage())));
            // Behind the error, which was handed to this event loop before.
            context.runOnContext(now -> end(Ending.NOT_UNDERSTOOD));
            return;
        }
        send(LiveMessages.SUBSCRIBED);
        if (!sessions.isFlowing()) {
            send(LiveMessages.PAUSED);
        }
    }

    /** A connection that broke is closed as well, which is dealt with there. */
    private void failed(Throwable failure) {
        if (!(failure instanceof IOException)) {
            end(Ending.TOO_LARGE);
        }
    }

    private void requireSubscription() {
        if (!isSubscribed()) {
            end(Ending.SILENT);
        }
    }

    private void ping() {
        if (!told.heard) {
            end(Ending.SILENT);
            return;
        }
        told.heard = false;
        var _ = socket.writePing(Buffer.buffer(PING));
    }
}
