package com.evaratech.telemetry.rollup;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.telemetry.readings.ReadingSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tables of a kind's rollups and their columns; both tables have the same of them. */
public final class RollupColumns {

    /** The metrics that only rise, and of which it is told by how much. */
    public static final Set<Metric> COUNTERS =
            Set.of(Metric.CUMULATIVE_VOLUME_LITRES, Metric.ENERGY_KWH);

    private static final Map<Kind, RollupColumns> BY_KIND = new EnumMap<>(Kind.class);

    static {
        for (Kind kind : Kind.values()) {
            BY_KIND.put(kind, new RollupColumns(kind));
        }
    }

    private final Kind kind;
    private final List<Metric> metrics;
    private final List<Metric> counters;
    private final List<List<RollupColumn>> ofMetric = new ArrayList<>();
    // Of each metric, the place of its first column.
    private final int[] starts;
    private final int width;

    private RollupColumns(Kind kind) {
        this.kind = kind;
        this.metrics = Metric.of(kind);
        this.counters = metrics.stream().filter(COUNTERS::contains).toList();
        this.starts = new int[metrics.size()];
        int start = 0;
        for (int place = 0; place < starts.length; place++) {
            List<RollupColumn> columns = columns(metrics.get(place));
            ofMetric.add(columns);
            starts[place] = start;
            start += columns.size();
        }
        this.width = start;
    }

    private static List<RollupColumn> columns(Metric metric) {
        if (metric.plausible() instanceof Plausible.OneOf words) {
            return RollupColumn.ofWords(metric, words.codes());
        }
        var columns = new ArrayList<>(RollupColumn.ofNumber(metric));
        if (COUNTERS.contains(metric)) {
            columns.addAll(RollupColumn.ofCounter(metric));
        }
        return List.copyOf(columns);
    }

    /** Those of a kind. */
    public static RollupColumns of(Kind kind) {
        RollupColumns columns = BY_KIND.get(kind);
        if (columns == null) {
            throw new IllegalArgumentException("no table for " + kind);
        }
        return columns;
    }

    /** Name of the table of quarters of an hour, with its schema. */
    public String quarters() {
        return "telemetry.rollup_quarter_" + code();
    }

    /** Name of the table of days, with its schema. */
    public String days() {
        return "telemetry.rollup_day_" + code();
    }

    /** Name of the table of readings that are not packed, with its schema. */
    String readings() {
        return new ReadingSource(kind).table();
    }

    /** Name of the function that has all readings of a node in a span, with its schema. */
    String allReadings() {
        return new ReadingSource(kind).all();
    }

    private String code() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    List<Metric> counters() {
        return counters;
    }

    /** How many columns there are behind the key's. */
    int width() {
        return width;
    }

    /** Place of a metric's first column, by its place among the kind's metrics. */
    int start(int place) {
        return starts[place];
    }

    boolean isWord(int place) {
        return metrics.get(place).plausible() instanceof Plausible.OneOf;
    }

    boolean isCounter(int place) {
        return COUNTERS.contains(metrics.get(place));
    }

    /** How many metrics there are. */
    int size() {
        return starts.length;
    }

    /** The columns of the metric at a place. */
    List<RollupColumn> at(int place) {
        return ofMetric.get(place);
    }

    /** All of them, in the order of the metrics. */
    List<RollupColumn> all() {
        return ofMetric.stream().flatMap(List::stream).toList();
    }
}
