package com.evaratech.telemetry.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How much one device may send to one process: enough for any device that works, and so little that
 * one that does not leaves room for all others.
 *
 * <p>Public, because its constraints are checked by reflection, which native images know only of
 * public mappings.
 */
@ConfigMapping(prefix = "evara.ingestion")
public interface IngestConfig {

    // 200: a few hundredths of what a process on one core takes.
    /** Requests a second in the long run; five seconds' worth may come at once. */
    @WithDefault("200")
    @Min(1)
    @Max(100_000)
    int requestsPerSecond();

    /** Readings a second in the long run. */
    @WithDefault("2000")
    @Min(1)
    @Max(1_000_000)
    int readingsPerSecond();

    // 100,000: a day of a reading a second, kept by a device whose line was down.
    /** Readings that may come at once. */
    @WithDefault("100000")
    @Min(1_000)
    @Max(10_000_000)
    int readingsAtOnce();

    /** Requests that it may have open at a time. */
    @WithDefault("8")
    @Min(1)
    @Max(10_000)
    int openRequests();
}
