package com.evaratech.common.trace;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes the place of the platform's sampler, in services that have none of their own. */
@Singleton
class TraceSettings {

    /** Checked where the operators' variables are read. */
    private static final String RATIO = "quarkus.otel.traces.sampler.arg";

    @Produces
    @Singleton
    @DefaultBean
    Sampler sampler(@ConfigProperty(name = RATIO, defaultValue = "1.0") double ratio) {
        return ShareSampler.of(ratio);
    }
}
