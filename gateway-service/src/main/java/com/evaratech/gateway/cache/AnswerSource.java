package com.evaratech.gateway.cache;

import com.evaratech.gateway.cache.CacheMetrics.Outcome;
import com.evaratech.gateway.cache.KeptAnswers.State;
import com.evaratech.gateway.routing.RoutingConfig;
import com.evaratech.gateway.routing.ServiceCalls;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds answers where they are kept, or makes them. However many ask the same at once, the service
 * is asked once by each replica, and as a rule by one replica.
 */
@Singleton
class AnswerSource {

    // Another replica makes the answer: ten looks are less than to ask the service once more.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int MOST_LOOKS = 10;

    private final KeptAnswers answers;
    private final Changes changes;
    private final ServiceCalls services;
    private final CacheMetrics metrics;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Duration patience;
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    /** An answer that is being made here. */
    private record Flight(long begunMillis, Promise<Given> answer) {}

    AnswerSource(
            KeptAnswers answers,
            Changes changes,
            ServiceCalls services,
            CacheMetrics metrics,
            RoutingConfig config,
            Vertx vertx,
            InstantSource clock) {
        this.answers = answers;
        this.changes = changes;
        this.services = services;
        this.metrics = metrics;
        this.vertx = vertx;
        this.clock = clock;
        this.patience = config.responseTimeout();
    }

    /**
     * An answer, on the event loop of who asks; nothing when the service itself is to give it.
     * Fails as {@link ServiceCalls#get} does.
     */
    Future<Optional<Given>> find(RoutingContext context, Question question, CachedRoute row) {
        Context asking = vertx.getOrCreateContext();
        Promise<Optional<Given>> answer = Promise.promise();
        var _ =
                look(context, question, row, MOST_LOOKS)
                        .onComplete(found -> asking.runOnContext(now -> answer.handle(found)));
        return answer.future();
    }

    private Future<Optional<Given>> look(
            RoutingContext context, Question question, CachedRoute row, int looks) {
        long changed = changes.last(row.endsWith(), question.tenant());
        return answers.look(question, changed)
                .compose(state ->
                        switch (state) {
                            case State.There(Kept kept) ->
                                    done(Outcome.HIT, Optional.of(new Given.Whole(kept)));
                            case State.ToMake(long begun) -> make(context, question, row, begun);
                            case State.BeingMade _ -> await(context, question, row, looks);
                            case State.Changing _ -> done(Outcome.CHANGING, Optional.empty());
                            case State.Unknown _ -> done(Outcome.AROUND, Optional.empty());
                        });
    }

    private Future<Optional<Given>> done(Outcome outcome, Optional<Given> given) {
        metrics.count(outcome);
        return Future.succeededFuture(given);
    }

    private Future<Optional<Given>> await(
            RoutingContext context, Question question, CachedRoute row, int looks) {
        @Nullable Flight flight = flights.get(question.key());
        if (flight != null
                && clock.millis() - flight.begunMillis() < KeptAnswers.MARGIN.toMillis()) {
            // Begun behind every change: with a younger one than that, it would have been said that
            // something is changing.
            return flight.answer()
                    .future()
                    .compose(given ->
                            given.isForAll()
                                    ? done(Outcome.SHARED, Optional.of(given))
                                    : done(Outcome.AROUND, Optional.empty()));
        }
        if (looks == 0) {
            return done(Outcome.AROUND, Optional.empty());
        }
        Promise<Optional<Given>> later = Promise.promise();
        long _ =
                vertx.setTimer(
                        BETWEEN_LOOKS.toMillis(),
                        timer -> look(context, question, row, looks - 1).onComplete(later));
        return later.future();
    }

    private Future<Optional<Given>> make(
            RoutingContext context, Question question, CachedRoute row, long begunMillis) {
        var flight = new Flight(clock.millis(), Promise.promise());
        flights.put(question.key(), flight);
        metrics.count(Outcome.MISS);
        var _ =
                services.get(context, question.route().service(), question.uri(), patience)
                        .onComplete(asked -> {
                            boolean _ = flights.remove(question.key(), flight);
                            if (asked.succeeded() && asked.result().isOk()) {
                                var kept = Kept.of(asked.result(), answers.mostBytes());
                                answers.keep(question, kept, begunMillis, row.age());
                                flight.answer().complete(new Given.Whole(kept));
                            } else {
                                answers.leave(question);
                                flight.answer().handle(asked.map(Given.Refusal::new));
                            }
                        });
        return flight.answer().future().map(Optional::of);
    }
}
