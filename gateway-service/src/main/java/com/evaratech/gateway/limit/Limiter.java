package com.evaratech.gateway.limit;

import com.evaratech.gateway.flags.Flag;
import com.evaratech.gateway.flags.Flags;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Draws on the shared buckets, or on this replica's own while Redis is away. */
@Singleton
public class Limiter {

    private final Flags flags;
    private final SharedBuckets shared;
    private final LimitMetrics metrics;
    private final OwnBuckets own =
            new OwnBuckets(() -> TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));

    Limiter(Flags flags, SharedBuckets shared, LimitMetrics metrics) {
        this.flags = flags;
        this.shared = shared;
        this.metrics = metrics;
    }

    /** Whether anything is limited now. */
    public boolean isOn() {
        return flags.isOn(Flag.ENABLE_RATE_LIMITING);
    }

    /**
     * Draws on buckets, on all or none.
     *
     * @param draws one at least
     * @param then told the verdict, on the caller's event loop if it is on one
     */
    void draw(List<Draw> draws, Consumer<Verdict> then) {
        @Nullable Context caller = Vertx.currentContext();
        shared.draw(
                draws,
                answer -> {
                    if (caller == null) {
                        then.accept(settle(draws, answer));
                    } else {
                        caller.runOnContext(now -> then.accept(settle(draws, answer)));
                    }
                });
    }

    private Verdict settle(List<Draw> draws, Optional<Verdict> answer) {
        Verdict verdict = answer.orElseGet(() -> own.draw(draws));
        metrics.judged(verdict, answer.isPresent());
        return verdict;
    }
}
