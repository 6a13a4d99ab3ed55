package com.evaratech.telemetry.history;

import com.evaratech.common.reading.normalise.ChannelNormaliser;
import com.evaratech.common.reading.normalise.Normalised;
import com.evaratech.common.reading.normalise.RawRow;
import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.common.reading.normalise.Rejection;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.telemetry.history.ImportNodes.Known;
import com.evaratech.telemetry.history.Layout.ColumnMeaning;
import com.evaratech.telemetry.ingest.RowNormaliser;
import com.evaratech.telemetry.thingspeak.Times;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes readings of records, as they are made of what devices send. Rows with one value of the same
 * node and instant become one reading, if they stand in the same portion; else the writer puts them
 * together. Not thread-safe.
 */
final class RowReader {

    private static final String TIME_ALLOWED =
            "a time: ISO 8601, 2026-01-31 06:30:00 in the file's zone, or seconds since 1970";

    private final Layout layout;
    private final Meaning meaning;
    private final ImportNodes nodes;
    private final Times times;
    private final Instant now;
    private final TimeWindow window;
    private final Portion.Builder portion = new Portion.Builder();
    private final Map<Key, Pile> piles = new LinkedHashMap<>();

    /**
     * For one portion.
     *
     * @param now from which the window is counted
     * @param window when readings may have been measured
     */
    RowReader(Layout layout, Meaning meaning, ImportNodes nodes, Instant now, TimeWindow window) {
        this.layout = layout;
        this.meaning = meaning;
        this.nodes = nodes;
        this.times = new Times(meaning.zone());
        this.now = now;
        this.window = window;
    }

    private record Key(UUID node, Instant at) {}

    /** Values of one reading by metric, and where they stand. */
    private record Pile(Known known, Map<String, String> values, Map<String, Place> places) {

        Pile(Known known) {
            this(known, new LinkedHashMap<>(), new HashMap<>());
        }
    }

    /** A value's line, and its column's name. */
    private record Place(long line, String column) {}

    /** Takes one record. */
    void add(FileRecord row) {
        portion.row();
        Optional<Instant> time = times.read(row.cell(layout.time()));
        if (time.isEmpty()) {
            reject(row, layout.time(), RejectReason.NOT_A_TIME, TIME_ALLOWED);
            return;
        }
        int nodeColumn = layout.node().orElse(-1);
        Optional<Known> known = nodes.find(nodeColumn < 0 ? "" : row.cell(nodeColumn));
        if (known.isEmpty()) {
            reject(
                    row,
                    nodeColumn,
                    RejectReason.FOREIGN_NODE,
                    "a node of the community, by its id or a name that nodes tells");
            return;
        }
        if (layout.meanings().containsValue(new ColumnMeaning.Value())) {
            addValue(row, time.get(), known.get());
        } else if (meaning.fields().isEmpty()) {
            addMetrics(row, time.get(), known.get());
        } else {
            addFields(row, time.get(), known.get());
        }
    }

    /** Takes one that cannot be read. */
    void addUnreadable(long line, String text, String allowed) {
        portion.row();
        portion.reject();
        portion.error(error(new Place(line, ""), RejectReason.UNREADABLE, text, allowed));
    }

    /** What all of them came to. */
    Portion finish() {
        piles.forEach(this::flush);
        piles.clear();
        return portion.build();
    }

    private void addFields(FileRecord row, Instant time, Known known) {
        Map<Integer, String> fields = new HashMap<>();
        layout.meanings()
                .forEach((column, of) -> {
                    if (of instanceof ColumnMeaning.Field(int number)) {
                        fields.put(number, row.cell(column));
                    }
                });
        var normaliser = new ChannelNormaliser(meaning.fields(), window, known.calibrations());
        Normalised normalised = normaliser.normalise(new RawRow(time, fields), now);
        take(new Pile(known), normalised, row.line());
    }

    private void addMetrics(FileRecord row, Instant time, Known known) {
        var pile = new Pile(known);
        layout.meanings()
                .forEach((column, of) -> {
                    if (of instanceof ColumnMeaning.OfMetric(String code)) {
                        String name = layout.names().get(column).strip();
                        var _ = pile.values().put(code, row.cell(column));
                        var _ = pile.places().put(code, new Place(row.line(), name));
                    }
                });
        flush(new Key(known.node().id(), time), pile, row.line());
    }

    private void addValue(FileRecord row, Instant time, Known known) {
        int fieldColumn = layout.columnOf(new ColumnMeaning.FieldName()).orElseThrow();
        int valueColumn = layout.columnOf(new ColumnMeaning.Value()).orElseThrow();
        String metric = meaning.metric(row.cell(fieldColumn));
        if (metric.isEmpty()) {
            return;
        }
        var key = new Key(known.node().id(), time);
        Pile pile = piles.computeIfAbsent(key, _ -> new Pile(known));
        if (pile.values().containsKey(metric)) {
            // Said twice: whether that is the same or something else is for the writer to tell.
            flush(key, pile);
            pile = new Pile(known);
            piles.put(key, pile);
        }
        var _ = pile.values().put(metric, row.cell(valueColumn));
        var _ =
                pile.places()
                        .put(
                                metric,
                                new Place(row.line(), layout.names().get(valueColumn).strip()));
    }

    private void flush(Key key, Pile pile) {
        long line = pile.places().values().stream().mapToLong(Place::line).min().orElse(0);
        flush(key, pile, line);
    }

    private void flush(Key key, Pile pile, long line) {
        var normaliser =
                new RowNormaliser(pile.known().node(), pile.known().calibrations(), now, window);
        take(pile, normaliser.of(key.at(), pile.values()), line);
    }

    private void take(Pile pile, Normalised normalised, long line) {
        normalised
                .reading()
                .ifPresentOrElse(
                        reading -> portion.add(pile.known().node(), reading), portion::reject);
        for (Rejection each : normalised.rejections()) {
            Place place = pile.places().getOrDefault(each.field(), new Place(line, each.field()));
            // As it stands in the file: what was made of it may be written otherwise.
            String value = pile.values().getOrDefault(each.field(), each.value());
            portion.error(error(place, each.reason(), value, each.allowed()));
        }
    }

    private void reject(FileRecord row, int column, RejectReason reason, String allowed) {
        portion.reject();
        String name = column < 0 ? "" : layout.names().get(column).strip();
        portion.error(
                error(
                        new Place(row.line(), name),
                        reason,
                        column < 0 ? "" : row.cell(column),
                        allowed));
    }

    private static ImportError error(
            Place place, RejectReason reason, String value, String allowed) {
        var rejection = new Rejection(reason, place.column(), value, allowed);
        return new ImportError(
                0, place.line(), place.column(), rejection.value(), reason.code(), allowed);
    }
}
