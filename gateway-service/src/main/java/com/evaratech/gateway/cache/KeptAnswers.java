package com.evaratech.gateway.cache;

import com.evaratech.common.bus.FunctionLibrary;
import com.evaratech.common.bus.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static final String FUNCTION = "evara_cache_1_";

    private final CacheCalls calls;
    private final long mostBytes;

    KeptAnswers(CacheCalls calls, CacheConfig config) {
        this.calls = calls;
        this.mostBytes = config.largest().asLongValue();
    }

    /** How things stand with an answer. */
    sealed interface State {
        /** It is there. */
        record There(Kept kept) implements State {}

        /** Whoever asked is to make it. */
        record ToMake() implements State {}

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
                                case "make" -> new State.ToMake();
                                case "made" -> new State.BeingMade();
                                default -> new State.Changing();
                            };
                        })
                .orElseGet(State.Unknown::new);
    }

    /**
     * Keeps an answer, unless it is too large, and gives the lock back.
     *
     * @param begunMillis when the service was asked, in milliseconds of the epoch
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

    /** Ends all answers with these marks, and those that are being made. */
    void mark(List<String> marks, Duration age) {
        calls.call(
                FunctionLibrary.invoke(FUNCTION + "mark", marks.toArray(String[]::new))
                        .arg(age.plus(MARGIN).toMillis()),
                marked -> {});
    }
}
