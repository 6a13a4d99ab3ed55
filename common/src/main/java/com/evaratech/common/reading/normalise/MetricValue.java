package com.evaratech.common.reading.normalise;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import java.util.Locale;

/** One value, judged by the catalogue. */
public sealed interface MetricValue {

    /** The value as events carry it. */
    record Accepted(double value) implements MetricValue {}

    /** Why it is none. */
    record Refused(RejectReason reason, String allowed) implements MetricValue {}

    /** A number of a metric of numbers. */
    static MetricValue ofNumber(Metric metric, double value) {
        return switch (metric.plausible()) {
            case Plausible.Range range ->
                    range.contains(value)
                            ? new Accepted(value)
                            : new Refused(RejectReason.IMPLAUSIBLE, allowed(metric));
            case Plausible.OneOf _ -> new Refused(RejectReason.NOT_A_KNOWN_WORD, allowed(metric));
        };
    }

    /** A word of a metric of words, in capitals or not. */
    static MetricValue ofWord(Metric metric, String word) {
        var place = metric.placeOf(word.strip().toUpperCase(Locale.ROOT));
        return place.isPresent()
                ? new Accepted(place.getAsInt())
                : new Refused(
                        metric.plausible() instanceof Plausible.OneOf
                                ? RejectReason.NOT_A_KNOWN_WORD
                                : RejectReason.NOT_A_NUMBER,
                        allowed(metric));
    }

    private static String allowed(Metric metric) {
        return switch (metric.plausible()) {
            case Plausible.Range(double min, double max) ->
                    "a number from %s to %s %s"
                            .formatted(plain(min), plain(max), metric.unit().symbol())
                            .strip();
            case Plausible.OneOf words -> String.join(", ", words.codes());
        };
    }

    /** Limits are whole numbers. */
    private static String plain(double limit) {
        return String.format(Locale.ROOT, "%.0f", limit);
    }
}
