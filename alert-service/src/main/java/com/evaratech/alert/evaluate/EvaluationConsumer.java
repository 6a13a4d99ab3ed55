package com.evaratech.alert.evaluate;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.reading.NodeFact;
import com.evaratech.common.reading.ReadingsStream;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.consume.ConsumerSettings;
import com.evaratech.common.stream.consume.EntryHandler;
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
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Consumes the stream of readings, from the service's start to its end. */
@Singleton
class EvaluationConsumer {

    private static final ConsumerSettings SETTINGS =
            ConsumerSettings.of(ReadingsStream.ALERTING, "alerting");

    private final Bus bus;
    private final DataSource database;
    private final StreamDefinition readings;
    private final EntryHandler<NodeFact> handler;
    private final MeterRegistry metrics;
    private final ConsumerSettings settings;
    private @Nullable StreamConsumer consumer;

    EvaluationConsumer(
            Bus bus,
            DataSource database,
            StreamDefinition readings,
            ReadingHandler handler,
            MeterRegistry metrics,
            Tracer tracer,
            @ConfigProperty(name = "evara.instance") Optional<String> instance) {
        this.bus = bus;
        this.database = database;
        this.readings = readings;
        this.handler =
                new TracedHandler<>(handler, new RoundSpans(tracer, SETTINGS, "alert evaluate"));
        this.metrics = metrics;
        this.settings = SETTINGS.withInstance(instance.orElse(""));
    }

    void onStart(@Observes StartupEvent event) throws SQLException {
        start();
    }

    void onStop(@Observes ShutdownEvent event) {
        stop();
    }

    synchronized void start() throws SQLException {
        consumer = StreamConsumer.start(bus, database, readings, settings, handler, metrics);
    }

    /** Commits the round that runs and gives the partitions to others. */
    synchronized void stop() {
        StreamConsumer mine = consumer;
        if (mine != null) {
            consumer = null;
            mine.close();
        }
    }
}
