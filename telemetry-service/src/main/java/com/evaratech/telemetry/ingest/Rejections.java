package com.evaratech.telemetry.ingest;

import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.common.reading.normalise.Rejection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Counts what was not accepted of readings, whether their sender was told or not. Thread-safe. */
@Singleton
public class Rejections {

    private static final String NAME = "evara.ingestion.rejected";

    private final MeterRegistry metrics;

    /** How readings came in. */
    public enum Way {
        /** By our own form over HTTP. */
        HTTP,
        /** By our own form over MQTT. */
        MQTT,
        /** As devices made for ThingSpeak send, over HTTP or MQTT. */
        THINGSPEAK,
        /** In a file with the past. */
        IMPORT;

        private String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Rejections(MeterRegistry metrics) {
        this.metrics = metrics;
        for (Way way : Way.values()) {
            for (RejectReason reason : RejectReason.values()) {
                var _ = counter(way, reason);
            }
        }
    }

    /** Values or readings were answered for the last time, as not accepted. */
    public void count(Way way, List<Rejection> rejections) {
        rejections.forEach(each -> count(way, each.reason()));
    }

    /** One was. */
    public void count(Way way, RejectReason reason) {
        counter(way, reason).increment();
    }

    private Counter counter(Way way, RejectReason reason) {
        return Counter.builder(NAME)
                .description("Values, or whole readings, that were not accepted")
                .tag("way", way.tag())
                .tag("reason", reason.code())
                .register(metrics);
    }
}
