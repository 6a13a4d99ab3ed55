package com.evaratech.gateway.cache;

import com.evaratech.common.bus.FunctionLibrary;
import com.evaratech.common.bus.Reply;
import com.evaratech.gateway.gathered.GatheredCalls;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all replicas keep together. Answers come on the event loop of who asks. */
@Singleton
class KeptAnswers {

    // An answer that was begun so soon after a change may not know of it yet: the directory tells
    // within 2 s, and clocks of replicas differ a little.
    static final Duration MARGIN = Duration.ofSeconds(2);

    // As long as a service may take for a page; whoever dies with the lock holds others up no
    // longer.
    private static final Duration LOCK = Duration.ofSeconds(2);

    private static final FunctionLibrary LIBRARY =
            FunctionLibrary.beside(KeptAnswers.class, "evara_cache_1.lua");
    private static final String FUNCTION = "evara_cache_1_";

    private static final int MOST_WAITING = 4_096;
    // Answers of up to a megabyte come with them.
    private static final int MOST_TOGETHER = 64;

    private final GatheredCalls calls;
    private final long mostBytes;
    private final Duration longest;

    // Of changes of which Redis was not told: each with the number of the change.
    private final Map<String, Long> unmarked = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    KeptAnswers(CacheConfig config) {
        this.calls =
                new GatheredCalls(
                        "cache",
                        LIBRARY,
                        config.url(),
                        config.patience(),
                        MOST_TOGETHER,
                        MOST_WAITING);
        this.mostBytes = config.largest().asLongValue();
        this.longest = config.ttl();
        calls.whenBack(this::markAgain);
    }

    /** The longest answer that is kept, packed or not. */
    long mostBytes() {
        return mostBytes;
    }

    void start(@Observes StartupEvent event) {
        if (longest.isPositive()) {
            calls.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (longest.isPositive()) {
            calls.stop();
        }
    }

    /** How things stand with an answer. */
    sealed interface State {
        /** It is there. */
        record There(Kept kept) implements State {}

        /**
         * Whoever asked is to make it.
         *
         * @param begunMillis now, by the clock of Redis as the marks, in milliseconds of the epoch
         */
        record ToMake(long begunMillis) implements State {}

        /** Another replica makes it. */
        record BeingMade() implements State {}

        /** A change is too new for any answer to be kept. */
        record Changing() implements State {}

        /** Nobody knows: Redis does not answer. */
        record Unknown() implements State {}
    }

    /**
     * Looks for an answer.
     *
     * @param changedMillis a change that the caller knows of, in milliseconds of the epoch
     */
    Future<State> look(Question question, long changedMillis) {
        markAgain();
        List<String> keys = new ArrayList<>(List.of(question.key(), question.lock()));
        keys.addAll(question.marks());
        @Nullable Context asking = Vertx.currentContext();
        Promise<State> answer = Promise.promise();
        calls.call(
                FunctionLibrary.invoke(FUNCTION + "look", keys.toArray(String[]::new))
                        .arg(MARGIN.toMillis())
                        .arg(changedMillis)
                        .arg(LOCK.toMillis()),
                reply -> onContext(asking, () -> answer.complete(state(reply))));
        return answer.future();
    }

    private static void onContext(@Nullable Context context, Runnable action) {
        if (context == null) {
            action.run();
        } else {
            context.runOnContext(now -> action.run());
        }
    }

    private static State state(Optional<Reply> reply) {
        return reply.<State>map(
                        told -> {
                            List<Reply> parts = told.list();
                            return switch (parts.getFirst().text()) {
                                case "kept" ->
                                        Kept.parse(parts.get(2).bytes())
                                                .<State>map(State.There::new)
                                                .orElseGet(State.Unknown::new);
                                case "make" ->
                                        new State.ToMake(Long.parseLong(parts.get(1).text()));
                                case "made" -> new State.BeingMade();
                                default -> new State.Changing();
                            };
                        })
                .orElseGet(State.Unknown::new);
    }

    /**
     * Keeps an answer, unless it is too large, and gives the lock back.
     *
     * @param begunMillis as {@link State.ToMake} told it
     * @param age how long it is kept from then on
     */
    void keep(Question question, Kept answer, long begunMillis, Duration age) {
        byte[] bytes = answer.toBytes();
        if (bytes.length > mostBytes) {
            leave(question);
            return;
        }
        calls.call(
                FunctionLibrary.invoke(FUNCTION + "keep", question.key(), question.lock())
                        .arg(begunMillis)
                        .arg(bytes)
                        .arg(age.toMillis()),
                kept -> {});
    }

    /** Gives the lock back of an answer that was not made. */
    void leave(Question question) {
        calls.call(FunctionLibrary.invoke(FUNCTION + "leave", question.lock()), left -> {});
    }

    /**
     * Ends all answers with these marks, and those that are being made. While Redis cannot be told,
     * they are remembered, and set before anything is looked for again.
     */
    void mark(List<String> marks) {
        long change = changes.incrementAndGet();
        call(
                marks,
                marked -> {
                    if (marked.isEmpty()) {
                        marks.forEach(mark -> unmarked.merge(mark, change, Math::max));
                    }
                });
    }

    private void markAgain() {
        if (unmarked.isEmpty()) {
            return;
        }
        Map<String, Long> again = Map.copyOf(unmarked);
        call(
                again.keySet(),
                marked -> {
                    if (marked.isPresent()) {
                        // A change that came meanwhile has a number of its own, and stays.
                        again.forEach((mark, change) -> {
                            boolean _ = unmarked.remove(mark, change);
                        });
                    }
                });
    }

    private void call(Collection<String> marks, Consumer<Optional<Reply>> then) {
        calls.call(
                FunctionLibrary.invoke(FUNCTION + "mark", marks.toArray(String[]::new))
                        .arg(longest.plus(MARGIN).toMillis()),
                then);
    }
}
