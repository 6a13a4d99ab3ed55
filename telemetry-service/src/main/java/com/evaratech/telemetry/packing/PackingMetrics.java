package com.evaratech.telemetry.packing;

import com.evaratech.telemetry.packing.PackedMonths.Totals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** What packing has come to; months and bytes are the whole fleet's, as of the last look. */
@Singleton
class PackingMetrics {

    private static final String READINGS = "evara.packed.readings";
    private static final String MONTHS = "evara.packed.months";
    private static final String BYTES = "evara.packed.bytes";
    private static final String FORM = "form";

    private final Counter readings;
    private volatile Totals totals = new Totals(0, 0, 0);

    PackingMetrics(MeterRegistry registry) {
        this.readings =
                Counter.builder(READINGS)
                        .description("Readings that this replica packed")
                        .register(registry);
        var _ =
                Gauge.builder(MONTHS, this, each -> each.totals.months())
                        .description("Months of a kind of node whose readings are packed")
                        .register(registry);
        bytes(registry, "plain", each -> each.totals.plainBytes());
        bytes(registry, "packed", each -> each.totals.packedBytes());
    }

    private void bytes(
            MeterRegistry registry, String form, ToDoubleFunction<PackingMetrics> value) {
        var _ =
                Gauge.builder(BYTES, this, value)
                        .description("Bytes of these months, with indexes, before and after")
                        .baseUnit("bytes")
                        .tag(FORM, form)
                        .register(registry);
    }

    void packed(long count) {
        readings.increment((double) count);
    }

    void set(Totals seen) {
        totals = seen;
    }
}
