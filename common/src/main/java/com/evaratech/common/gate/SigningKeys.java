package com.evaratech.common.gate;

import com.evaratech.common.problem.DependencyUnavailable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider's public keys as this process knows them. They are read again when they are
 * old, beside the requests, and when a token names a key that is not among them, which then waits;
 * never two readings at once, and none soon after another, so that made-up key names cost the
 * provider nothing. While the provider is away, what is known counts on.
 */
@Singleton
class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    private final KeySetSource source;
    private final IdentityConfig config;
    private final InstantSource clock;
    private final State state = new State();

    /** Guarded by itself, but for the keys, which every request reads. */
    private static final class State {
        private final List<Runnable> waiting = new ArrayList<>();
        private volatile KeySet keys = KeySet.empty();
        private volatile long triedAtMillis = Long.MIN_VALUE;
        private volatile boolean failed;
        private boolean reading;
    }

    SigningKeys(KeySetSource source, IdentityConfig config, InstantSource clock) {
        this.source = source;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The key of this name, if the provider has one. Answers on the caller's event loop; at once
     * when it is known. Fails with {@link DependencyUnavailable} when it is not and the provider
     * could not be asked.
     */
    CompletableFuture<Optional<SigningKey>> find(String kid) {
        Optional<SigningKey> known = state.keys.find(kid);
        if (known.isPresent()) {
            if (sinceTried() > config.keysReadEvery().toMillis()) {
                readAgain(() -> {});
            }
            return CompletableFuture.completedFuture(known);
        }
        var answer = new CompletableFuture<Optional<SigningKey>>();
        if (sinceTried() < config.keysReadAtMostEvery().toMillis() && !isReading()) {
            complete(answer, kid);
        } else {
            completeWhenRead(answer, kid);
        }
        return answer;
    }

    private void completeWhenRead(CompletableFuture<Optional<SigningKey>> answer, String kid) {
        @Nullable Context caller = Vertx.currentContext();
        readAgain(() -> {
            if (caller == null) {
                complete(answer, kid);
            } else {
                caller.runOnContext(now -> complete(answer, kid));
            }
        });
    }

    private void complete(CompletableFuture<Optional<SigningKey>> answer, String kid) {
        Optional<SigningKey> found = state.keys.find(kid);
        if (found.isEmpty() && state.failed) {
            answer.completeExceptionally(unavailable());
        } else {
            answer.complete(found);
        }
    }

    private static DependencyUnavailable unavailable() {
        return new DependencyUnavailable("The identity provider's list of keys");
    }

    private boolean isReading() {
        synchronized (state) {
            return state.reading;
        }
    }

    private long sinceTried() {
        long tried = state.triedAtMillis;
        return tried == Long.MIN_VALUE ? Long.MAX_VALUE : clock.millis() - tried;
    }

    /** Calls back when a reading that runs now, or begins now, is over. */
    private void readAgain(Runnable whenRead) {
        synchronized (state) {
            state.waiting.add(whenRead);
            if (state.reading) {
                return;
            }
            state.reading = true;
        }
        var _ = Thread.ofVirtual().name("identity provider's keys").start(this::read);
    }

    private void read() {
        List<Runnable> over;
        try {
            state.keys = source.read();
            state.failed = false;
        } catch (KeySetUnreadable | RuntimeException e) {
            // Whatever it was: requests wait for this to be over.
            state.failed = true;
            LOG.warnf("Keys of the identity provider not read cause=%s", e);
        } catch (InterruptedException e) {
            state.failed = true;
            Thread.currentThread().interrupt();
        } finally {
            synchronized (state) {
                state.triedAtMillis = clock.millis();
                state.reading = false;
                over = List.copyOf(state.waiting);
                state.waiting.clear();
            }
        }
        over.forEach(Runnable::run);
    }
}
