package com.evaratech.local.launcher.it.recordings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a field of a channel means.
 *
 * @param field its number
 * @param metric what it measures
 * @param scale factor to the metric's unit
 * @param offset added after that
 * @param words what raw texts of a metric of words stand for
 */
record Meaning(int field, String metric, double scale, double offset, Map<String, String> words) {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    private static final List<String> PUMP_WORDS = List.of("RUNNING", "STOPPED", "FAULT");

    /** The metrics' limits as the catalogue of the documentation has them. */
    private static final Map<String, Limits> LIMITS =
            Map.ofEntries(
                    Map.entry("water_level_cm", new Limits(-10, 2_000)),
                    Map.entry("water_level_percent", new Limits(-5, 110)),
                    Map.entry("volume_litres", new Limits(0, 50_000_000)),
                    Map.entry("temperature_c", new Limits(-20, 80)),
                    Map.entry("tds_ppm", new Limits(0, 50_000)),
                    Map.entry("ph", new Limits(0, 14)),
                    Map.entry("flow_rate_lpm", new Limits(-100_000, 100_000)),
                    Map.entry("cumulative_volume_litres", new Limits(0, 1e12)),
                    Map.entry("pressure_bar", new Limits(-1, 40)),
                    Map.entry("pump_current_a", new Limits(0, 1_000)),
                    Map.entry("static_water_level_m", new Limits(-50, 1_000)),
                    Map.entry("dynamic_water_level_m", new Limits(-50, 1_000)),
                    Map.entry("voltage_v", new Limits(0, 1_000)),
                    Map.entry("energy_kwh", new Limits(0, 1e9)),
                    Map.entry("battery_v", new Limits(0, 60)),
                    Map.entry("rssi_dbm", new Limits(-150, 0)));

    private record Limits(double least, double most) {}

    /** A value, or why there is none. */
    sealed interface Value {}

    record Usable(Object value) implements Value {}

    record Unusable(String reason) implements Value {}

    Meaning {
        words = Map.copyOf(words);
    }

    static Meaning of(int field, String metric) {
        return new Meaning(field, metric, 1, 0, Map.of());
    }

    static Meaning scaled(int field, String metric, double scale, double offset) {
        return new Meaning(field, metric, scale, offset, Map.of());
    }

    static Meaning pump(int field, Map<String, String> words) {
        return new Meaning(field, "pump_status", 1, 0, words);
    }

    private boolean isOfWords() {
        return metric.equals("pump_status");
    }

    Value read(String raw) {
        String text = raw.strip();
        if (isOfWords()) {
            String word = words.getOrDefault(text, text).toUpperCase(Locale.ROOT);
            return PUMP_WORDS.contains(word) ? new Usable(word) : new Unusable("not_a_known_word");
        }
        if (!NUMBER.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
            return new Unusable("not_a_number");
        }
        double value = Double.parseDouble(text) * scale + offset;
        Limits limits = LIMITS.get(metric);
        if (limits == null) {
            throw new IllegalStateException("no limits of " + metric);
        }
        return value >= limits.least() && value <= limits.most()
                ? new Usable(value)
                : new Unusable("implausible");
    }

    /** As the registry wants it. */
    String json() {
        String places =
                isOfWords()
                        ? "\"words\": {%s}"
                                .formatted(
                                        words.entrySet().stream()
                                                .map(each ->
                                                        "\"%s\": \"%s\""
                                                                .formatted(
                                                                        each.getKey(),
                                                                        each.getValue()))
                                                .collect(Collectors.joining(", ")))
                        : "\"scale\": %s, \"offset\": %s".formatted(scale, offset);
        return "{\"field\": %d, \"metric\": \"%s\", %s}".formatted(field, metric, places);
    }
}
