package com.evaratech.telemetry.store;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.reading.ReadingsStream;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.consume.ConsumerSettings;
import com.evaratech.common.stream.consume.StreamConsumer;
import com.evaratech.common.stream.trace.RoundSpans;
import com.evaratech.common.stream.trace.TracedHandler;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Consumes the stream of readings into the tables, from the service's start to its end. */
@Singleton
class ReadingsWriter {

    static final String SCHEMA = "telemetry";

    // Live updates do not wait for it, and a round costs almost the same for one node as for all.
    private static final ConsumerSettings SETTINGS =
            ConsumerSettings.of(ReadingsStream.TELEMETRY, SCHEMA)
                    .withRoundsApart(Duration.ofMillis(150));

    private final Bus bus;
    private final DataSource database;
    private final StreamDefinition readings;
    private final MeterRegistry metrics;
    private final Tracer tracer;
    private final ReadingsHandlers handlers;
    private final ConsumerSettings settings;
    private @Nullable StreamConsumer consumer;

    ReadingsWriter(
            Bus bus,
            DataSource database,
            StreamDefinition readings,
            MeterRegistry metrics,
            Tracer tracer,
            ReadingsHandlers handlers,
            @ConfigProperty(name = "evara.instance") Optional<String> instance) {
        this.bus = bus;
        this.database = database;
        this.readings = readings;
        this.metrics = metrics;
        this.tracer = tracer;
        this.handlers = handlers;
        this.settings = SETTINGS.withInstance(instance.orElse(""));
    }

    void start(@Observes StartupEvent event) throws SQLException {
        consumer =
                StreamConsumer.start(
                        bus,
                        database,
                        readings,
                        settings,
                        new TracedHandler<>(
                                handlers.create(),
                                new RoundSpans(tracer, SETTINGS, "telemetry store")),
                        metrics);
    }

    void stop(@Observes ShutdownEvent event) {
        if (consumer != null) {
            consumer.close();
        }
    }
}
