package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.telemetry.readings.ReadingSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The metrics of a kind as the columns of its table; values of a row are in their order. */
public final class KindColumns {

    /** What stands in a row for a metric that a reading does not carry: no value is NaN. */
    static final double NONE = Double.NaN;

    private static final Map<Kind, KindColumns> BY_KIND = new EnumMap<>(Kind.class);

    static {
        for (Kind kind : Kind.values()) {
            BY_KIND.put(kind, new KindColumns(kind));
        }
    }

    private final Kind kind;
    private final List<Metric> metrics;
    private final int[] placeByNumber = new int[Metric.HIGHEST_NUMBER + 1];

    private KindColumns(Kind kind) {
        this.kind = kind;
        this.metrics = Metric.of(kind);
        Arrays.fill(placeByNumber, -1);
        for (int place = 0; place < metrics.size(); place++) {
            placeByNumber[metrics.get(place).number()] = place;
        }
    }

    /** The columns of a kind. */
    public static KindColumns of(Kind kind) {
        KindColumns columns = BY_KIND.get(kind);
        if (columns == null) {
            throw new IllegalArgumentException("no table for " + kind);
        }
        return columns;
    }

    /** Name of the kind's table, with its schema. */
    public String table() {
        return new ReadingSource(kind).table();
    }

    /** Name of the function that has all readings of a node in a span, with its schema. */
    String allReadings() {
        return new ReadingSource(kind).all();
    }

    /** The kind's name in names of tables. */
    String code() {
        return new ReadingSource(kind).code();
    }

    /** In the order of the columns. */
    public List<Metric> metrics() {
        return metrics;
    }

    /** Place of a metric among the values of a row; -1 when the kind does not have it. */
    int placeOf(Metric metric) {
        return placeByNumber[metric.number()];
    }

    /** The values of a reading. */
    double[] values(Reading reading) {
        double[] values = new double[metrics.size()];
        Arrays.fill(values, NONE);
        for (Metric metric : reading.metrics()) {
            values[placeOf(metric)] = reading.value(metric);
        }
        return values;
    }
}
