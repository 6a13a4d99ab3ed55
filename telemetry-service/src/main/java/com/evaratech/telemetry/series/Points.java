package com.evaratech.telemetry.series;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The points of one metric of one node, a place for each step of the span. */
final class Points {

    private final Metric metric;
    private final List<Instant> begins;
    private final double[] min;
    private final double[] avg;
    private final double[] max;
    private final long[] count;
    private final long[][] words;

    /**
     * None yet.
     *
     * @param begins of all steps
     */
    Points(Metric metric, List<Instant> begins) {
        this.metric = metric;
        this.begins = List.copyOf(begins);
        int size = begins.size();
        this.min = new double[size];
        this.avg = new double[size];
        this.max = new double[size];
        this.count = new long[size];
        this.words = new long[words(metric).size()][size];
    }

    void set(int step, double least, double sum, double most, long readings) {
        min[step] = least;
        max[step] = most;
        avg[step] = sum / readings;
        count[step] = readings;
    }

    void setWord(int step, int word, long readings) {
        words[word][step] = readings;
        count[step] += readings;
    }

    /** As an answer has it. */
    NodeSeries toSeries(UUID nodeId, Fill fill) {
        boolean isWord = words.length > 0;
        boolean[] isShown =
                isWord ? shown(fill == Fill.NONE ? Fill.NONE : Fill.NULL) : filled(fill);
        int[] places = IntStream.range(0, begins.size()).filter(i -> isShown[i]).toArray();
        return new NodeSeries(
                nodeId,
                metric,
                metric.unit().symbol(),
                IntStream.of(places).mapToObj(begins::get).toList(),
                isWord ? null : values(min, places),
                isWord ? null : values(avg, places),
                isWord ? null : values(max, places),
                IntStream.of(places).mapToObj(place -> count[place]).toList(),
                isWord ? counts(places) : null);
    }

    private boolean[] filled(Fill fill) {
        boolean[] isShown = shown(fill);
        int last = -1;
        for (int step = 0; step < count.length; step++) {
            if (count[step] == 0) {
                min[step] = Double.NaN;
                avg[step] = Double.NaN;
                max[step] = Double.NaN;
                if (fill == Fill.PREVIOUS && last >= 0) {
                    putFilled(step, avg[last]);
                    isShown[step] = true;
                }
            } else {
                if (fill == Fill.LINEAR && last >= 0) {
                    line(last, step, isShown);
                }
                last = step;
            }
        }
        return isShown;
    }

    private void line(int from, int to, boolean[] isShown) {
        for (int step = from + 1; step < to; step++) {
            double share = (double) (step - from) / (to - from);
            putFilled(step, avg[from] + share * (avg[to] - avg[from]));
            isShown[step] = true;
        }
    }

    private void putFilled(int step, double value) {
        min[step] = value;
        avg[step] = value;
        max[step] = value;
    }

    private boolean[] shown(Fill fill) {
        boolean[] isShown = new boolean[count.length];
        for (int step = 0; step < isShown.length; step++) {
            isShown[step] = count[step] > 0 || fill == Fill.NULL;
        }
        return isShown;
    }

    private Map<String, List<Long>> counts(int[] places) {
        Map<String, List<Long>> counts = new LinkedHashMap<>();
        List<String> names = words(metric);
        for (int word = 0; word < names.size(); word++) {
            long[] ofWord = words[word];
            counts.put(
                    names.get(word),
                    IntStream.of(places).mapToObj(place -> ofWord[place]).toList());
        }
        return counts;
    }

    private static List<@Nullable Double> values(double[] all, int[] places) {
        return IntStream.of(places)
                .<@Nullable Double>mapToObj(
                        place -> Double.isNaN(all[place]) ? null : (Double) all[place])
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<String> words(Metric metric) {
        return metric.plausible() instanceof Plausible.OneOf words ? words.codes() : List.of();
    }
}
