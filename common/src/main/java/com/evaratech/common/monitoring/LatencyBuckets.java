package com.evaratech.common.monitoring;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Histogram buckets of {@code http_server_requests_seconds} and, for the statements of the reactive
 * pool, of {@code postgresql_processing_seconds}, from which percentiles are computed. As a bean of
 * its type it is found by the platform; producing it as well would apply it twice.
 */
@Singleton
public class LatencyBuckets implements MeterFilter {

    private static final Set<String> TIMERS =
            Set.of("http.server.requests", "postgresql.processing");

    // Dense where our promises lie: single digits of milliseconds for queries, 120 ms and 200 ms at
    // the 95th percentile. 10 s: callers have given up by then.
    private static final double[] BUCKETS_NANOS =
            DoubleStream.of(5, 10, 25, 50, 75, 120, 200, 300, 500, 1_000, 2_500, 5_000, 10_000)
                    .map(millis -> millis * Duration.ofMillis(1).toNanos())
                    .toArray();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        if (!TIMERS.contains(id.getName())) {
            return config;
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(BUCKETS_NANOS)
                .build()
                .merge(config);
    }
}
