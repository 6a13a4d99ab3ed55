package com.evaratech.gateway.limit;

import com.evaratech.gateway.limit.Verdict.Balance;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How many requests were let in and refused, by which limit, and who judged. */
@Singleton
class LimitMetrics {

    private static final String JUDGED = "evara.limits.judged";
    private static final String REFUSED = "evara.limits.refused";
    private static final String WAIT = "evara.limits.wait";
    private static final String BY = "by";

    private final Counter byRedis;
    private final Counter byReplica;
    private final Timer wait;
    private final Map<Limit, Counter> refused = new EnumMap<>(Limit.class);

    LimitMetrics(MeterRegistry registry) {
        this.byRedis = judged(registry, "redis");
        this.byReplica = judged(registry, "replica");
        this.wait =
                Timer.builder(WAIT)
                        .description("How long requests waited for Redis")
                        .publishPercentileHistogram()
                        .register(registry);
        for (Limit limit : Limit.values()) {
            refused.put(
                    limit,
                    Counter.builder(REFUSED)
                            .description("Limits that had no room for a request")
                            .tag("limit", limit.code())
                            .register(registry));
        }
    }

    private static Counter judged(MeterRegistry registry, String by) {
        return Counter.builder(JUDGED)
                .description("Requests that were counted")
                .tag(BY, by)
                .register(registry);
    }

    void judged(Verdict verdict, boolean sharedBuckets) {
        (sharedBuckets ? byRedis : byReplica).increment();
        if (!verdict.admitted()) {
            verdict.balances().stream()
                    .filter(Balance::isEmpty)
                    .map(balance -> balance.draw().limit())
                    .forEach(limit -> Objects.requireNonNull(refused.get(limit)).increment());
        }
    }

    /** From the question to the answer of Redis. */
    void waited(long nanos) {
        wait.record(nanos, TimeUnit.NANOSECONDS);
    }
}
