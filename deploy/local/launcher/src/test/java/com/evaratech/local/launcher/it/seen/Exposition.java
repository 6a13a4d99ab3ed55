package com.evaratech.local.launcher.it.seen;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /metrics} answers, in the text format of Prometheus.
 *
 * @param families by name
 * @param series the labels that each series' name comes with
 */
record Exposition(Map<String, Family> families, Map<String, Set<String>> series) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) ?(.*)");
    private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    // Longest first. What a timer of connections shows is named differently.
    private static final List<String> PARTS =
            List.of("_active_count", "_duration_sum", "_bucket", "_count", "_sum", "_max");

    /**
     * A metric.
     *
     * @param labels of any of its series, a histogram's {@code le} left out
     * @param help what it says of itself
     */
    record Family(String type, Set<String> labels, String help) {}

    static Exposition parse(String text) {
        Map<String, String> types = new TreeMap<>();
        Map<String, String> helps = new TreeMap<>();
        Map<String, Set<String>> series = new TreeMap<>();
        for (String line : text.split("\n", -1)) {
            Matcher type = TYPE.matcher(line);
            Matcher help = HELP.matcher(line);
            Matcher one = SERIES.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (help.matches()) {
                helps.put(help.group(1), help.group(2).strip());
            } else if (one.matches()) {
                series.computeIfAbsent(one.group(1), _ -> new TreeSet<>())
                        .addAll(labels(one.group(2)));
            }
        }
        return new Exposition(families(types, helps, series), series);
    }

    private static Set<String> labels(@Nullable String text) {
        Set<String> labels = new TreeSet<>();
        if (text != null) {
            LABEL.matcher(text).results().forEach(it -> labels.add(it.group(1)));
        }
        return labels;
    }

    private static Map<String, Family> families(
            Map<String, String> types, Map<String, String> helps, Map<String, Set<String>> series) {
        Map<String, Family> families = new TreeMap<>();
        types.forEach((name, type) -> {
            if (name.equals(base(name, types))) {
                families.put(name, new Family(type, new TreeSet<>(), helps.getOrDefault(name, "")));
            }
        });
        series.forEach((name, labels) -> {
            Family family = families.get(base(name, types));
            if (family != null) {
                family.labels().addAll(labels);
                family.labels().remove("le");
            }
        });
        return families;
    }

    /** The timer or summary that a series is a part of, or its own name. */
    private static String base(String name, Map<String, String> types) {
        for (String part : PARTS) {
            if (name.endsWith(part)) {
                String whole = name.substring(0, name.length() - part.length());
                if (types.containsKey(whole)) {
                    return whole;
                }
            }
        }
        return name;
    }
}
