package com.evaratech.common.stream.dead;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.reading.NodeFact;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A letter with what is in it.
 *
 * @param letter the row of the list
 * @param envelope null when not even that can be read
 * @param readings null when the content is no readings, or cannot be read
 * @param content the bytes as they lay on the bus, in base64
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeadLetterContent(
        DeadLetterRow letter,
        @Nullable Envelope envelope,
        @Nullable SentReadings readings,
        String content) {

    /**
     * What the stream knows of an entry.
     *
     * @param schema version of the payload's form
     * @param kind what the payload is
     * @param key what it is about: of readings the node's number
     * @param traceparent W3C trace context; null when there was none
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Envelope(int schema, int kind, long key, @Nullable String traceparent) {}

    /**
     * Readings of a node.
     *
     * @param nodeNumber the node inside the fleet
     * @param source the way they came in
     * @param acceptedAt when
     * @param readings in the order in which they came
     */
    @RegisterForReflection
    public record SentReadings(
            long nodeNumber, String source, Instant acceptedAt, List<SentReading> readings) {

        static SentReadings of(NodeReadings sent) {
            return new SentReadings(
                    sent.nodeNumber(),
                    sent.source().code(),
                    sent.acceptedAt(),
                    sent.readings().stream().map(SentReading::of).toList());
        }
    }

    /**
     * One reading.
     *
     * @param recordedAt when it was measured
     * @param metrics values by the catalogue's names, numbers and words
     */
    @RegisterForReflection
    public record SentReading(Instant recordedAt, Map<String, Object> metrics) {

        static SentReading of(Reading reading) {
            Map<String, Object> metrics = new LinkedHashMap<>();
            for (Metric metric : reading.metrics()) {
                double value = reading.value(metric);
                metrics.put(
                        metric.code(),
                        switch (metric.plausible()) {
                            case Plausible.Range _ -> value;
                            case Plausible.OneOf _ -> metric.word((int) value);
                        });
            }
            return new SentReading(reading.recordedAt(), metrics);
        }
    }

    /** A letter and as much of its content as can be read. */
    static DeadLetterContent of(DeadLetterRow letter, byte[] content) {
        String base64 = Base64.getEncoder().encodeToString(content);
        @Nullable Envelope envelope = null;
        @Nullable SentReadings readings = null;
        try {
            Entry entry = EntryCodec.decode(content);
            envelope = new Envelope(entry.schema(), entry.kind(), entry.key(), entry.traceparent());
            if (NodeFact.in(entry) instanceof NodeReadings sent) {
                readings = SentReadings.of(sent);
            }
        } catch (RuntimeException unreadable) {
            // That is why it lies here; what could be read of it is shown.
            return new DeadLetterContent(letter, envelope, null, base64);
        }
        return new DeadLetterContent(letter, envelope, readings, base64);
    }
}
