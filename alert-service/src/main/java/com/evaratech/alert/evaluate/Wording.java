package com.evaratech.alert.evaluate;

import com.evaratech.alert.rules.Anomaly;
import com.evaratech.alert.rules.Composite;
import com.evaratech.alert.rules.Composite.Match;
import com.evaratech.alert.rules.Composite.Part;
import com.evaratech.alert.rules.Condition;
import com.evaratech.alert.rules.DryRun;
import com.evaratech.alert.rules.NightFlow;
import com.evaratech.alert.rules.Operator;
import com.evaratech.alert.rules.RateOfChange;
import com.evaratech.alert.rules.Silence;
import com.evaratech.alert.rules.Threshold;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** How an alert says what was measured: in fields for programs, in a sentence for people. */
final class Wording {

    private static final int DECIMALS = 2;

    private Wording() {}

    /** What was compared, and the sentence of it. */
    static Crossing crossing(Condition condition, Step step) {
        double value = step.value();
        String words = message(condition, step);
        return switch (condition) {
            case Threshold at ->
                    new Crossing(
                            at.metric().code(), at.operator().code(), at.threshold(), value, words);
            case RateOfChange rate ->
                    new Crossing(
                            rate.measured(),
                            rate.operator().code(),
                            rate.threshold(),
                            value,
                            words);
            case DryRun dry ->
                    new Crossing(
                            dry.metric().code(),
                            dry.operator().code(),
                            dry.threshold(),
                            value,
                            words);
            case NightFlow night ->
                    new Crossing(
                            NightFlow.METRIC, Operator.GT.code(), night.threshold(), value, words);
            case Anomaly anomaly -> {
                Expected range = expected(step);
                boolean isAbove = value > range.high();
                yield new Crossing(
                        anomaly.metric().code(),
                        (isAbove ? Operator.GT : Operator.LT).code(),
                        isAbove ? range.high() : range.low(),
                        value,
                        words);
            }
            case Composite several ->
                    new Crossing(
                            Composite.METRIC, Operator.GTE.code(), several.needed(), value, words);
            case Silence _ -> silence(condition, true, Math.round(value));
        };
    }

    /**
     * What is told of a node that is silent.
     *
     * @param hasReported whether it ever did
     * @param seconds since its patience ended, or since it was registered
     */
    static Crossing silence(Condition condition, boolean hasReported, long seconds) {
        if (!(condition instanceof Silence(int after, Integer never))) {
            throw new IllegalStateException("no silence: " + condition);
        }
        String words =
                hasReported
                        ? "Nothing has come for %s longer than it may take".formatted(time(seconds))
                        : "Nothing has ever come since it was registered %s ago"
                                .formatted(time(seconds));
        double threshold = hasReported || never == null ? after : never;
        return new Crossing(Silence.METRIC, Operator.GTE.code(), threshold, seconds, words);
    }

    /** The sentence, without a full stop. */
    static String message(Condition condition, Step step) {
        double value = step.value();
        return switch (condition) {
            case Threshold at ->
                    "%s is %s, %s %s%s"
                            .formatted(
                                    name(at.metric()),
                                    number(value, at.metric()),
                                    at.operator().words(),
                                    number(at.threshold(), at.metric()),
                                    lasting(at.durationSeconds()));
            case RateOfChange rate ->
                    "%s changes by %s an hour over %s, %s %s%s"
                            .formatted(
                                    name(rate.metric()),
                                    number(value, rate.metric()),
                                    time(rate.windowSeconds()),
                                    rate.operator().words(),
                                    number(rate.threshold(), rate.metric()),
                                    lasting(rate.durationSeconds()));
            case DryRun dry ->
                    "The pump runs while %s is %s, %s %s%s"
                            .formatted(
                                    words(dry.metric()),
                                    number(value, dry.metric()),
                                    dry.operator().words(),
                                    number(dry.threshold(), dry.metric()),
                                    lasting(dry.durationSeconds()));
            case NightFlow night ->
                    "The least flow from %s to %s was %s, above %s%s"
                            .formatted(
                                    night.from(),
                                    night.until(),
                                    number(value, Metric.FLOW_RATE_LPM),
                                    number(night.threshold(), Metric.FLOW_RATE_LPM),
                                    night.nights() > 1
                                            ? ", for %d nights".formatted(night.nights())
                                            : "");
            case Anomaly anomaly -> message(anomaly, value, expected(step));
            case Composite several -> message(several, step.state());
            case Silence _ ->
                    Objects.requireNonNull(silence(condition, true, Math.round(value)).message());
        };
    }

    private static Expected expected(Step step) {
        Expected range = step.expected();
        if (range == null) {
            throw new IllegalStateException("an anomaly, but nothing was expected: " + step);
        }
        return range;
    }

    private static String message(Anomaly anomaly, double value, Expected range) {
        Metric metric = anomaly.metric();
        String least = number(range.low(), metric);
        String most = number(range.high(), metric);
        return "%s is %s, expected %s%s"
                .formatted(
                        name(metric),
                        number(value, metric),
                        switch (anomaly.direction()) {
                            case ABOVE -> "at most " + most;
                            case BELOW -> "at least " + least;
                            case BOTH -> least + " to " + most;
                        },
                        lasting(anomaly.durationSeconds()));
    }

    private static String message(Composite several, RuleState state) {
        return CompositeJudge.holding(several, state).stream()
                        .map(Wording::part)
                        .collect(Collectors.joining(several.match() == Match.ALL ? " and " : ", "))
                + lasting(several.durationSeconds());
    }

    private static String part(Part part) {
        return "%s is %s %s"
                .formatted(
                        name(part.metric()),
                        part.operator().words(),
                        number(part.threshold(), part.metric()));
    }

    /** The metric's name as the beginning of a sentence, without its unit. */
    private static String name(Metric metric) {
        String words = words(metric);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String words(Metric metric) {
        String code = metric.code();
        String name = metric.unit() == Unit.NONE ? code : code.substring(0, code.lastIndexOf('_'));
        return name.replace('_', ' ');
    }

    private static String number(double value, Metric metric) {
        String text =
                BigDecimal.valueOf(value)
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString();
        String symbol = metric.unit().symbol();
        return symbol.isEmpty() ? text : text + " " + symbol;
    }

    private static String lasting(int seconds) {
        return seconds == 0 ? "" : ", for " + time(seconds);
    }

    private static String time(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        long hours = time.toHours();
        String parts =
                (hours > 0 ? hours + " h " : "")
                        + (time.toMinutesPart() > 0 ? time.toMinutesPart() + " min " : "")
                        + (time.toSecondsPart() > 0 ? time.toSecondsPart() + " s" : "");
        return parts.isEmpty() ? "0 s" : parts.strip();
    }
}
