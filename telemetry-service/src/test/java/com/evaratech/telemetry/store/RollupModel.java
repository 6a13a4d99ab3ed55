package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What readings come to, told slowly and simply: everything is made from all of them each time. */
final class RollupModel {

    private static final Set<Metric> COUNTERS =
            Set.of(Metric.CUMULATIVE_VOLUME_LITRES, Metric.ENERGY_KWH);

    private RollupModel() {}

    /** The rows by their key, each with its values by name of the column. */
    static Map<String, Map<String, Object>> rows(
            Map<Instant, Map<Metric, Double>> readings, Function<Instant, String> key) {
        Map<String, TreeMap<Instant, Map<Metric, Double>>> groups = new TreeMap<>();
        readings.forEach((at, values) ->
                groups.computeIfAbsent(key.apply(at), _ -> new TreeMap<>()).put(at, values));
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        groups.forEach((name, group) -> rows.put(name, row(group)));
        return rows;
    }

    private static Map<String, Object> row(Map<Instant, Map<Metric, Double>> group) {
        Map<String, Object> row = new HashMap<>();
        for (Metric metric : Metric.values()) {
            List<Map.Entry<Instant, Double>> said =
                    group.entrySet().stream()
                            .filter(each -> each.getValue().containsKey(metric))
                            .map(each -> Map.entry(each.getKey(), each.getValue().get(metric)))
                            .toList();
            if (said.isEmpty()) {
                continue;
            }
            if (metric == Metric.PUMP_STATUS) {
                said.forEach(each ->
                        row.merge(
                                "pump_status_"
                                        + metric.word(each.getValue().intValue())
                                                .toLowerCase(Locale.ROOT),
                                1.0,
                                (one, other) -> (double) one + (double) other));
            } else {
                number(row, metric, said);
            }
        }
        return row;
    }

    private static void number(
            Map<String, Object> row, Metric metric, List<Map.Entry<Instant, Double>> said) {
        String code = metric.code();
        var numbers = said.stream().mapToDouble(Map.Entry::getValue).summaryStatistics();
        row.put(code + "_min", numbers.getMin());
        row.put(code + "_max", numbers.getMax());
        row.put(code + "_sum", numbers.getSum());
        row.put(code + "_count", (double) numbers.getCount());
        if (COUNTERS.contains(metric)) {
            row.put(code + "_first", said.getFirst().getValue());
            row.put(code + "_first_at", said.getFirst().getKey());
            row.put(code + "_last", said.getLast().getValue());
            row.put(code + "_last_at", said.getLast().getKey());
            List<Double> course = withoutRepetitions(said);
            if (course.size() > 1) {
                row.put(code + "_first_other", course.get(1));
                row.put(code + "_last_other", course.get(course.size() - 2));
            }
            row.put(code + "_increase", increase(course));
        }
    }

    private static List<Double> withoutRepetitions(List<Map.Entry<Instant, Double>> said) {
        List<Double> course = new ArrayList<>();
        for (Map.Entry<Instant, Double> each : said) {
            if (course.isEmpty() || !course.getLast().equals(each.getValue())) {
                course.add(each.getValue());
            }
        }
        return course;
    }

    /** What rose, with what falls come to; the last one is not judged yet. */
    private static double increase(List<Double> course) {
        double increase = 0;
        for (int i = 1; i < course.size(); i++) {
            double value = course.get(i);
            if (value > course.get(i - 1)) {
                double from = isMistake(course, i - 1) ? course.get(i - 2) : course.get(i - 1);
                increase += Math.max(0, value - from);
            } else if (i + 1 < course.size() && !isMistake(course, i)) {
                increase += fall(course.get(i - 1), value);
            }
        }
        return increase;
    }

    /** A fall behind which the counter is about where it was. */
    private static boolean isMistake(List<Double> course, int place) {
        return place > 0
                && course.get(place) < course.get(place - 1)
                && course.get(place + 1) >= 0.9 * course.get(place - 1);
    }

    private static double fall(double before, double after) {
        double turn = Math.pow(10, Math.max(4, Math.floor(Math.log10(before) + 1e-12) + 1));
        boolean isTurn = before >= 0.9 * turn && after <= 0.1 * turn;
        if (after > before / 2) {
            return 0;
        }
        return isTurn ? turn - before + after : after;
    }
}
