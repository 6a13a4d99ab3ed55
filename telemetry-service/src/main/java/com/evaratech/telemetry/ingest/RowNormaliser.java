package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.common.reading.normalise.Normalised;
import com.evaratech.common.reading.normalise.NumberText;
import com.evaratech.common.reading.normalise.Rejection;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/** Makes readings of rows of text, as they are made of what the node's device sends itself. */
public final class RowNormaliser {

    private static final String PREFIX = "metrics.";

    private final NodeEntry node;
    private final Calibrations calibrations;
    private final Instant now;
    private final TimeWindow window;

    /**
     * For one node.
     *
     * @param now from which the window is counted
     * @param window when readings may have been measured
     */
    public RowNormaliser(
            NodeEntry node, Calibrations calibrations, Instant now, TimeWindow window) {
        this.node = node;
        this.calibrations = calibrations;
        this.now = now;
        this.window = window;
    }

    /**
     * The reading of one instant, or why it is none; rejections name metrics.
     *
     * @param values text by the name of a metric; blank ones are no values
     */
    public Normalised of(Instant recordedAt, Map<String, String> values) {
        var tree = JsonNodeFactory.instance.objectNode();
        var metrics = tree.putObject("metrics");
        values.forEach((metric, text) -> {
            OptionalDouble number = NumberText.parse(text);
            if (number.isPresent()) {
                metrics.put(metric, number.getAsDouble());
            } else if (!text.isBlank()) {
                metrics.put(metric, text.strip());
            }
        });
        Normalised made =
                new SentReading(node, calibrations, now, window, recordedAt).of(SentItem.of(tree));
        return new Normalised(
                made.reading(), made.rejections().stream().map(RowNormaliser::named).toList());
    }

    private static Rejection named(Rejection rejection) {
        String field = rejection.field();
        return field.startsWith(PREFIX)
                ? new Rejection(
                        rejection.reason(),
                        field.substring(PREFIX.length()),
                        rejection.value(),
                        rejection.allowed())
                : rejection;
    }
}
