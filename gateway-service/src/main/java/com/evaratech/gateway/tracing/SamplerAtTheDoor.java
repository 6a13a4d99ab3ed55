package com.evaratech.gateway.tracing;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes the place of the platform's sampler, which would follow the caller's flag. Spans inside a
 * request follow the request's.
 */
@Singleton
class SamplerAtTheDoor {

    private static final String RATIO = "quarkus.otel.traces.sampler.arg";

    @Produces
    @Singleton
    Sampler sampler(@ConfigProperty(name = RATIO, defaultValue = "1.0") double ratio) {
        return of(ratio, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * A sampler for requests from outside.
     *
     * @throws ConfigurationException when the ratio is not from 0 to 1
     */
    static Sampler of(double ratio, DoubleSupplier chance) {
        // Not the other way round: NaN must not pass.
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new ConfigurationException(RATIO + "=" + ratio + " must be from 0 to 1");
        }
        Sampler draw = new DrawSampler(ratio, chance);
        return Sampler.parentBasedBuilder(draw)
                .setRemoteParentSampled(draw)
                .setRemoteParentNotSampled(draw)
                .build();
    }
}
