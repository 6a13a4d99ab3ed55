package com.evaratech.common.reading.normalise;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import java.time.Instant;
import java.util.Map;

/**
 * What one numbered field of a channel means: {@code value = raw × scale + offset} in the metric's
 * unit, or, for a metric of words, the word that a raw text stands for.
 *
 * @param field number of the field, 1 to 8
 * @param metric what it measures
 * @param scale not zero; 1 for a metric of words
 * @param offset in the metric's unit; 0 for a metric of words
 * @param words raw text to word, for instance 1 to RUNNING; where it says nothing, the raw text
 *     itself must be the word
 */
public record FieldMapping(
        int field, Metric metric, double scale, double offset, Map<String, String> words) {

    /** ThingSpeak's channels have 8 fields. */
    public static final int FIELDS = 8;

    public FieldMapping {
        words = Map.copyOf(words);
        require(field >= 1 && field <= FIELDS, "field must be 1 to 8, not " + field);
        require(
                Double.isFinite(scale) && scale != 0 && Double.isFinite(offset),
                "scale must be a number other than 0, and offset a number");
        if (metric.plausible() instanceof Plausible.OneOf) {
            require(scale == 1 && offset == 0, metric.code() + " has neither scale nor offset");
            require(
                    words.values().stream().allMatch(metric::admits),
                    metric.code() + " has no such words: " + words.values());
        } else {
            require(words.isEmpty(), metric.code() + " has no words");
        }
    }

    /** A field whose raw value is already in the metric's unit. */
    public static FieldMapping plain(int field, Metric metric) {
        return new FieldMapping(field, metric, 1, 0, Map.of());
    }

    /** The value of a raw text of that time, corrected, or why it is none. */
    MetricValue read(String raw, Instant recordedAt, Calibrations calibrations) {
        if (metric.plausible() instanceof Plausible.OneOf) {
            String text = raw.strip();
            return MetricValue.ofWord(metric, words.getOrDefault(text, text));
        }
        var number = NumberText.parse(raw);
        return number.isPresent()
                ? MetricValue.ofNumber(
                        metric,
                        calibrations.correct(
                                metric, recordedAt, number.getAsDouble() * scale + offset))
                : MetricValue.ofWord(metric, raw);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
