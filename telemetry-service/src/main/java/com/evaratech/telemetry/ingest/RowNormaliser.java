package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.common.reading.normalise.Normalised;
import com.evaratech.common.reading.normalise.NumberText;
import com.evaratech.common.reading.normalise.Rejection;
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

    /**
     * For one node.
     *
     * @param now readings may be as old, counted from here, as those of a device
     */
    public RowNormaliser(NodeEntry node, Calibrations calibrations, Instant now) {
        this.node = node;
        this.calibrations = calibrations;
        this.now = now;
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
                new SentReading(node, calibrations, now, recordedAt).of(SentItem.of(tree));
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
