package com.evaratech.gateway.limit;

import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.FunctionLibrary;
import com.evaratech.common.bus.Reply;
import com.evaratech.gateway.gathered.GatheredCalls;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Buckets that all replicas draw on, in the cache Redis. A request costs one call, and all calls
 * that came meanwhile go out together.
 */
@Singleton
class SharedBuckets {

    private static final FunctionLibrary LIBRARY =
            FunctionLibrary.beside(SharedBuckets.class, "evara_limits_1.lua");
    private static final String TAKE = "evara_limits_1_take";

    // More than can wait while one batch is answered at 20,000 requests a second.
    private static final int MOST_WAITING = 8_192;
    private static final int MOST_TOGETHER = 512;

    private final LimitMetrics metrics;
    private final GatheredCalls calls;

    SharedBuckets(
            @ConfigProperty(name = "evara.cache.url") String url,
            @ConfigProperty(name = "evara.cache.patience", defaultValue = "250ms")
                    Duration patience,
            LimitMetrics metrics) {
        this.metrics = metrics;
        this.calls =
                new GatheredCalls("limits", LIBRARY, url, patience, MOST_TOGETHER, MOST_WAITING);
    }

    void start(@Observes StartupEvent event) {
        calls.start();
    }

    void stop(@Observes ShutdownEvent event) {
        calls.stop();
    }

    /**
     * Draws on buckets, on all or none.
     *
     * @param then told the verdict, nothing when Redis does not answer; on any thread
     */
    void draw(List<Draw> draws, Consumer<Optional<Verdict>> then) {
        long askedNanos = System.nanoTime();
        calls.call(
                take(draws),
                reply -> {
                    if (reply.isPresent()) {
                        metrics.waited(System.nanoTime() - askedNanos);
                    }
                    then.accept(reply.map(told -> verdict(draws, told.list())));
                });
    }

    private static Command take(List<Draw> draws) {
        Command call =
                FunctionLibrary.invoke(TAKE, draws.stream().map(Draw::key).toArray(String[]::new));
        for (Draw draw : draws) {
            call = call.arg(draw.quota().intervalMicros()).arg(draw.quota().toleranceMicros());
        }
        return call;
    }

    private static Verdict verdict(List<Draw> draws, List<Reply> reply) {
        List<Long> owed = reply.subList(1, reply.size()).stream().map(Reply::number).toList();
        return Verdict.of(reply.getFirst().number() == 1, draws, owed);
    }
}
