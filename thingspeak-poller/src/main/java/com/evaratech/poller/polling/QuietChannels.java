package com.evaratech.poller.polling;

import com.evaratech.common.loop.Loop;
import com.evaratech.common.reading.QuietPolls;
import com.evaratech.common.reading.ReadingsPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Tells consumers once a second which channels gave no reading of just now, so that they know that
 * these nodes have not reported. Thread-safe.
 */
@Singleton
class QuietChannels {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final ReadingsPublisher publisher;
    private final Map<Long, Instant> askedAt = new ConcurrentHashMap<>();
    private final Loop loop = new Loop("quiet channels", this::tell);

    QuietChannels(ReadingsPublisher publisher) {
        this.publisher = publisher;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** A channel that was asked then gave no reading of that time. */
    void add(long nodeNumber, Instant asked) {
        askedAt.put(nodeNumber, asked);
    }

    private Duration tell() throws InterruptedException {
        Map<Long, Instant> told =
                askedAt.entrySet().stream()
                        .limit(QuietPolls.MOST)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        // One that was asked again meanwhile stays.
        told.forEach(askedAt::remove);
        if (!told.isEmpty()) {
            publish(new QuietPolls(told));
        }
        return askedAt.isEmpty() ? EVERY : Duration.ZERO;
    }

    private void publish(QuietPolls polls) throws InterruptedException {
        try {
            var _ = publisher.publish(polls).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("publishers answer, also what went wrong", e);
        }
    }
}
