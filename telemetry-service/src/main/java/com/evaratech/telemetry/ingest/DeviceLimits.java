package com.evaratech.telemetry.ingest;

import com.evaratech.telemetry.TelemetryException.DeviceTooFast;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What one device, known by its key, may do in this process, so that a device gone mad costs the
 * others nothing: it is refused before its body is read. Thread-safe.
 */
@Singleton
public class DeviceLimits {

    private static final String REFUSED = "evara.ingestion.refused";
    private static final int SECONDS_AT_ONCE = 5;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final Rate requests;
    private final Rate readings;
    private final int mostOpen;
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Counter tooManyRequests;
    private final Counter tooManyOpen;
    private final Counter tooManyReadings;

    DeviceLimits(IngestConfig config, InstantSource clock, MeterRegistry metrics) {
        this.requests =
                new Rate(config.requestsPerSecond(), SECONDS_AT_ONCE * config.requestsPerSecond());
        this.readings = new Rate(config.readingsPerSecond(), config.readingsAtOnce());
        this.mostOpen = config.openRequests();
        this.clock = clock;
        this.tooManyRequests = refused(metrics, "requests");
        this.tooManyOpen = refused(metrics, "open_requests");
        this.tooManyReadings = refused(metrics, "readings");
    }

    private static Counter refused(MeterRegistry metrics, String limit) {
        return Counter.builder(REFUSED)
                .description("Requests of devices that were past a limit")
                .tag("limit", limit)
                .register(metrics);
    }

    /** A request that is being answered. */
    public interface Open extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins a request.
     *
     * @throws DeviceTooFast when the key has had too many, or has too many open
     */
    public Open begin(String key) {
        Optional<Duration> wait = requests.take(key, 1, clock.instant());
        if (wait.isPresent()) {
            tooManyRequests.increment();
            throw new DeviceTooFast("sends more requests than it may", wholeSeconds(wait.get()));
        }
        if (open.merge(key, 1, Integer::sum) > mostOpen) {
            end(key);
            tooManyOpen.increment();
            throw new DeviceTooFast("has %d requests open already".formatted(mostOpen), A_MOMENT);
        }
        return () -> end(key);
    }

    /** How long to wait before so many readings can be taken; empty when they may be now. */
    public Optional<Duration> readings(String key, int count) {
        Optional<Duration> wait = readings.take(key, count, clock.instant());
        if (wait.isPresent()) {
            tooManyReadings.increment();
        }
        return wait.map(DeviceLimits::wholeSeconds);
    }

    private void end(String key) {
        open.computeIfPresent(key, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    /** As {@code Retry-After} tells it; rounded down, it would be too early. */
    private static Duration wholeSeconds(Duration wait) {
        return Duration.ofSeconds(wait.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
