package com.evaratech.common.clock;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The time, in the microseconds that PostgreSQL keeps, so that what is answered is what is stored.
 */
@Singleton
class DatabaseClock {

    private static final Duration DATABASE_PRECISION = Duration.ofNanos(1_000);

    @Produces
    @Singleton
    InstantSource clock() {
        return Clock.tick(Clock.systemUTC(), DATABASE_PRECISION);
    }
}
