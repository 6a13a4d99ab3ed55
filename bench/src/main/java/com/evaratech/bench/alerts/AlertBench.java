package com.evaratech.bench.alerts;

import static java.util.Comparator.comparingDouble;

import com.evaratech.alert.rules.Anomaly;
import com.evaratech.alert.rules.NightFlow;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.common.reading.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Judges labelled recordings by the anomaly rule, and beside it by what is simpler; and days of
 * meters by the night flow rule. All rules are as they are without being told anything of a series.
 */
public final class AlertBench {

    private static final String OURS = "anomaly";
    private static final int MOST_SENSITIVE = 10;

    private final Report report;

    public AlertBench(Report report) {
        this.report = report;
    }

    /** Those who are compared, by their names. */
    static Map<String, Contender> contenders() {
        Map<String, Contender> all = new LinkedHashMap<>();
        var usual = new Anomaly(LabelledSeries.METRIC, Anomaly.Direction.BOTH, 5, 0);
        all.put(OURS, Contender.rule(usual));
        all.put("threshold", Contender.extremes());
        all.put("three-sigma", Contender.threeSigma());
        return all;
    }

    /** Whether a folder has recordings. */
    public static boolean isFolder(Path folder) {
        return Files.isDirectory(folder.resolve("anomalies"))
                && Files.isDirectory(folder.resolve("meters"));
    }

    /** Runs it with the recordings of a folder. */
    public void run(Path folder) throws IOException {
        var recordings = new SeriesFolder(folder);
        Map<String, Score> totals = compare(recordings.all());
        totals.forEach(this::tellTotal);
        goals(totals);
        heldOut(recordings.all());
        leaks(recordings);
    }

    /** The totals of all contenders over series; each series is told as it goes. */
    private Map<String, Score> compare(List<LabelledSeries> all) {
        Map<String, Score> totals = new LinkedHashMap<>();
        report.say(line("series", "", "alerts", "right", "windows", "found", "delay h"));
        for (LabelledSeries series : all) {
            contenders()
                    .forEach((name, contender) -> {
                        Score score = series.score(contender.alerts(series.readings()));
                        tell(series, name, score);
                        totals.merge(name, score, Score::plus);
                    });
        }
        return totals;
    }

    private void tell(LabelledSeries series, String contender, Score score) {
        report.say(
                line(
                        series.name(),
                        contender,
                        score.alerts(),
                        score.right(),
                        score.windows(),
                        score.found(),
                        score.found() == 0 ? "" : "%.1f".formatted(score.delayHours())));
        String name = "%s.%s.".formatted(contender, series.name());
        if (score.windows() > 0) {
            report.add(Mark.told(name + "precision", score.precision(), ""));
            report.add(Mark.told(name + "recall", score.recall(), ""));
        } else if (OURS.equals(contender) && isConstant(series)) {
            report.add(Mark.atMost(name + "alerts", score.alerts(), "", 0.0));
        } else {
            report.add(Mark.told(name + "alerts", score.alerts(), ""));
        }
        if (score.found() > 0) {
            report.add(Mark.told(name + "delay", score.delayHours(), "h"));
        }
    }

    private static boolean isConstant(LabelledSeries series) {
        return series.readings().stream()
                        .mapToDouble(reading -> reading.value(LabelledSeries.METRIC))
                        .distinct()
                        .count()
                == 1;
    }

    private void tellTotal(String contender, Score total) {
        String name = contender + ".total.";
        report.add(Mark.told(name + "alerts", total.alerts(), ""));
        report.add(Mark.told(name + "recall", total.recall(), ""));
        report.add(Mark.told(name + "delay", total.delayHours(), "h"));
    }

    /** Precision, and precision and recall together, are to be better than of both others. */
    private void goals(Map<String, Score> totals) {
        double bestPrecision = 0;
        double bestBoth = 0;
        for (var each : totals.entrySet()) {
            if (!OURS.equals(each.getKey())) {
                Score other = each.getValue();
                report.add(Mark.told(each.getKey() + ".total.precision", other.precision(), ""));
                report.add(Mark.told(each.getKey() + ".total.f1", other.both(), ""));
                bestPrecision = Math.max(bestPrecision, other.precision());
                bestBoth = Math.max(bestBoth, other.both());
            }
        }
        Score ours = totals.getOrDefault(OURS, Score.NOTHING);
        report.add(Mark.atLeast(OURS + ".total.precision", ours.precision(), "", bestPrecision));
        report.add(Mark.atLeast(OURS + ".total.f1", ours.both(), "", bestBoth));
    }

    /**
     * What is left when nothing of a series had a say in how it is judged: each is judged by the
     * sensitivity that is best for all the others. The rule's other constants were chosen once, by
     * all of these series; that is not undone here.
     */
    private void heldOut(List<LabelledSeries> all) {
        List<List<Score>> bySensitivity =
                IntStream.rangeClosed(1, MOST_SENSITIVE)
                        .mapToObj(sensitivity ->
                                all.stream().map(each -> score(each, sensitivity)).toList())
                        .toList();
        Score total = Score.NOTHING;
        for (int held = 0; held < all.size(); held++) {
            int place = held;
            List<Score> best =
                    bySensitivity.stream()
                            .max(comparingDouble(scores -> withoutOne(scores, place).both()))
                            .orElseThrow();
            total = total.plus(best.get(held));
        }
        report.add(Mark.told(OURS + ".held-out.precision", total.precision(), ""));
        report.add(Mark.told(OURS + ".held-out.recall", total.recall(), ""));
        report.add(Mark.told(OURS + ".held-out.f1", total.both(), ""));
        report.add(Mark.told(OURS + ".held-out.delay", total.delayHours(), "h"));
    }

    private static Score score(LabelledSeries series, int sensitivity) {
        var rule = new Anomaly(LabelledSeries.METRIC, Anomaly.Direction.BOTH, sensitivity, 0);
        return series.score(Contender.rule(rule).alerts(series.readings()));
    }

    private static Score withoutOne(List<Score> scores, int place) {
        Score sum = Score.NOTHING;
        for (int i = 0; i < scores.size(); i++) {
            sum = i == place ? sum : sum.plus(scores.get(i));
        }
        return sum;
    }

    /** A meter of a household that is never still between midnight and six leaks. */
    private void leaks(SeriesFolder recordings) throws IOException {
        var night = new NightFlow(LocalTime.MIDNIGHT, LocalTime.of(6, 0), 0, null, 1);
        Contender rule = Contender.rule(night);
        List<List<Reading>> leaking = recordings.days("leak-never-zero.json");
        List<List<Reading>> normal = recordings.days("normal-week.json");
        double found = leaking.stream().filter(day -> !rule.alerts(day).isEmpty()).count();
        double wrong = normal.stream().filter(day -> !rule.alerts(day).isEmpty()).count();
        report.add(Mark.atLeast("night-flow.leaks-found", found, "days", (double) leaking.size()));
        report.add(Mark.atMost("night-flow.normal-days-told", wrong, "days", 0.0));
    }

    private static String line(
            String series,
            String contender,
            Object alerts,
            Object right,
            Object windows,
            Object found,
            Object delay) {
        return "%-42s %-12s %7s %7s %8s %7s %8s"
                .formatted(series, contender, alerts, right, windows, found, delay);
    }
}
