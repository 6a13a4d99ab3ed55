package com.evaratech.local.launcher.it.seen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of {@code docs/operations/metrics.md}, by the headings they stand under. */
final class MetricsDocument {

    private static final Pattern HEADING = Pattern.compile("## (.+)");
    private static final Pattern ROW =
            Pattern.compile(
                    "\\| `([a-z0-9_]+)` \\| (counter|gauge|summary|histogram)( \\*)? \\|([^|]*)\\| ([^|]+) \\|(.*)\\|");
    private static final Pattern LABEL = Pattern.compile("`(\\w+)`");
    private static final String ALL = "Every service";
    private static final String WITH_DATABASE = "Every service with a database";

    private final Map<String, List<Row>> tables = new TreeMap<>();

    /**
     * A metric as it is documented.
     *
     * @param always whether it is there from the start
     * @param unit of its values, by the word that its name ends in if it is one of the base units
     * @param meaning what is counted or measured
     */
    record Row(
            String name,
            String type,
            boolean always,
            String unit,
            Set<String> labels,
            String meaning) {}

    MetricsDocument(String text) {
        List<Row> table = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                table = new ArrayList<>();
                tables.put(heading.group(1), table);
            } else if (row.matches()) {
                table.add(row(row));
            }
        }
    }

    private static Row row(Matcher row) {
        Set<String> labels = new TreeSet<>();
        LABEL.matcher(row.group(5)).results().forEach(it -> labels.add(it.group(1)));
        return new Row(
                row.group(1),
                row.group(2),
                row.group(3) == null,
                row.group(4).strip(),
                labels,
                row.group(6).strip());
    }

    /** Every row of every table. */
    List<Row> rows() {
        return tables.values().stream().flatMap(List::stream).toList();
    }

    /** What a service shows, by name. */
    Map<String, Row> of(String service) {
        Map<String, Row> rows = new TreeMap<>();
        List<String> headings =
                service.equals("gateway-service")
                        ? List.of(ALL, service)
                        : List.of(ALL, WITH_DATABASE, service);
        for (String heading : headings) {
            tables.getOrDefault(heading, List.of()).forEach(row -> rows.put(row.name(), row));
        }
        return rows;
    }
}
