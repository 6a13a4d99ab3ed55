package com.evaratech.common.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * How many connections each pool of the database may have. The pools tell what is in use, one of
 * them not of how many; a service without a database has none.
 */
@Singleton
public class PoolLimits implements MeterBinder {

    /** The name of the gauge, before the registry gives it the form of its own. */
    public static final String LIMIT = "evara.database.pool.limit";

    private final Config config;

    PoolLimits(Config config) {
        this.config = config;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        show(registry, "jdbc", "quarkus.datasource.jdbc.max-size");
        show(registry, "reactive", "quarkus.datasource.reactive.max-size");
    }

    private void show(MeterRegistry registry, String pool, String setting) {
        Optional<Integer> limit = config.getOptionalValue(setting, Integer.class);
        limit.ifPresent(connections -> {
            var _ =
                    Gauge.builder(LIMIT, connections, Integer::doubleValue)
                            .description("Most connections that the pool may have")
                            .tag("pool", pool)
                            .strongReference(true)
                            .register(registry);
        });
    }
}
