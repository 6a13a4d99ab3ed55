package com.evaratech.poller.polling;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollMetricsTest {

    @Test
    void shouldTellLatenessPastTheMinuteThatAnAlertBeginsAt() {
        var meters = new SimpleMeterRegistry();
        var metrics = new PollMetrics(meters);

        metrics.claimed(Duration.ofSeconds(59));
        metrics.claimed(Duration.ofSeconds(90));
        metrics.claimed(Duration.ofMinutes(50));

        Timer lag = meters.get(PollMetrics.LAG).timer();
        Map<Double, Double> atMost =
                Stream.of(lag.takeSnapshot().histogramCounts())
                        .collect(Collectors.toMap(it -> it.bucket(SECONDS), CountAtBucket::count));
        assertThat(atMost)
                .containsEntry(60.0, 1.0)
                .containsEntry(120.0, 2.0)
                .containsEntry(900.0, 2.0)
                .containsEntry(3_600.0, 3.0);
    }
}
