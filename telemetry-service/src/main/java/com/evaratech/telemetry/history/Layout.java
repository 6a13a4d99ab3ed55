package com.evaratech.telemetry.history;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.FieldMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where in a record what stands, by the line of names.
 *
 * @param names of the columns, as they stand there
 * @param time column of the time
 * @param node column that tells the node; empty when none does
 * @param meanings of the other columns that mean something, by column
 */
record Layout(
        List<String> names, int time, OptionalInt node, Map<Integer, ColumnMeaning> meanings) {

    private static final Set<String> TIMES =
            Set.of("recorded_at", "created_at", "timestamp", "time");
    private static final Set<String> NODES = Set.of("node_id", "node");
    private static final Set<String> FIELDS = Set.of("field", "metric", "attribute");

    Layout {
        names = List.copyOf(names);
        meanings = Map.copyOf(meanings);
    }

    /** What a column has. */
    sealed interface ColumnMeaning {

        /** A numbered field of a channel. */
        record Field(int number) implements ColumnMeaning {}

        /** Values of a metric. */
        record OfMetric(String code) implements ColumnMeaning {}

        /** Names of fields, one a row. */
        record FieldName() implements ColumnMeaning {}

        /** Values of the fields that are named beside them. */
        record Value() implements ColumnMeaning {}
    }

    /**
     * The layout of a file.
     *
     * @param hasNode whether it is known whose past the file is
     * @throws FileUnreadable when names do not tell what is needed
     */
    static Layout of(ImportFormat format, List<String> names, Meaning meaning, boolean hasNode)
            throws FileUnreadable {
        OptionalInt time = find(names, TIMES);
        if (time.isEmpty()) {
            throw new FileUnreadable(
                    "The first line names no column of times: recorded_at, created_at, timestamp"
                            + " or time.");
        }
        OptionalInt node = hasNode ? OptionalInt.empty() : find(names, NODES);
        if (!hasNode && node.isEmpty()) {
            throw new FileUnreadable("The first line names no column of nodes: node_id or node.");
        }
        var meanings =
                switch (format) {
                    case THINGSPEAK -> fields(names, meaning);
                    case CSV -> metrics(names, meaning, time.getAsInt());
                    case EAV -> single(names);
                };
        return new Layout(names, time.getAsInt(), node, meanings);
    }

    /** Column of a meaning, if one has it. */
    OptionalInt columnOf(ColumnMeaning wanted) {
        return meanings.entrySet().stream()
                .filter(each -> each.getValue().equals(wanted))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    private static Map<Integer, ColumnMeaning> fields(List<String> names, Meaning meaning)
            throws FileUnreadable {
        Map<Integer, ColumnMeaning> fields = new LinkedHashMap<>();
        for (FieldMapping mapping : meaning.fields()) {
            find(names, Set.of("field" + mapping.field()))
                    .ifPresent(
                            column -> fields.put(column, new ColumnMeaning.Field(mapping.field())));
        }
        if (fields.isEmpty()) {
            throw new FileUnreadable(
                    "The first line names none of the fields whose meaning is known.");
        }
        return fields;
    }

    private static Map<Integer, ColumnMeaning> metrics(
            List<String> names, Meaning meaning, int time) throws FileUnreadable {
        Map<Integer, ColumnMeaning> metrics = new LinkedHashMap<>();
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column).strip();
            String metric = meaning.metric(name);
            boolean isOther =
                    column == time || name.isEmpty() || metric.isEmpty() || isIn(NODES, name);
            if (!isOther && Metric.find(metric).isEmpty()) {
                throw new FileUnreadable(
                        ("The column %s is no metric of the catalogue; metrics can say which one it"
                                        + " is, or null to pass it over.")
                                .formatted(name));
            }
            if (!isOther) {
                metrics.put(column, new ColumnMeaning.OfMetric(metric));
            }
        }
        if (metrics.isEmpty()) {
            throw new FileUnreadable("The first line names no metric.");
        }
        return metrics;
    }

    private static Map<Integer, ColumnMeaning> single(List<String> names) throws FileUnreadable {
        OptionalInt field = find(names, FIELDS);
        OptionalInt value = find(names, Set.of("value"));
        if (field.isEmpty() || value.isEmpty()) {
            throw new FileUnreadable(
                    "The first line names no column of fields (field, metric or attribute), or"
                            + " none of values (value).");
        }
        return Map.of(
                field.getAsInt(), new ColumnMeaning.FieldName(),
                value.getAsInt(), new ColumnMeaning.Value());
    }

    private static OptionalInt find(List<String> names, Set<String> wanted) {
        for (int column = 0; column < names.size(); column++) {
            if (isIn(wanted, names.get(column))) {
                return OptionalInt.of(column);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isIn(Set<String> names, String name) {
        return names.contains(name.strip().toLowerCase(Locale.ROOT));
    }
}
