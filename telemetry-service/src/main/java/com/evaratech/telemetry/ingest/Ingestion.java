package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.common.reading.normalise.Normalised;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.telemetry.ingest.ItemResult.ItemStatus;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes what a device sent: all of a request is one entry of the stream, or none is. */
@Singleton
class Ingestion {

    private static final String READINGS = "readings";
    private static final int LONGEST_KEY = 255;

    private final ReadingsPublisher publisher;
    private final FirstTimes firstTimes;
    private final InstantSource clock;

    /** What is answered, and when to come back if there is reason to. */
    record Answer(Results results, Optional<Duration> retryAfter) {}

    Ingestion(ReadingsPublisher publisher, FirstTimes firstTimes, InstantSource clock) {
        this.publisher = publisher;
        this.firstTimes = firstTimes;
        this.clock = clock;
    }

    /**
     * Takes readings; returns when their fate is known.
     *
     * @param calibrations of the node
     * @param body one reading, or an object with {@code readings}
     * @param idempotencyKey names the reading, when it is the only one, for the device's next tries
     * @throws InvalidRequest when it is neither
     */
    Answer take(
            NodeEntry node,
            Calibrations calibrations,
            String deviceKey,
            @Nullable JsonNode body,
            @Nullable String idempotencyKey) {
        requireForm(idempotencyKey);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<JsonNode> items = items(body);
        boolean isOnly = items.size() == 1;
        var form = new SentReading(node, calibrations, now, isOnly ? now : null);
        var results = new ArrayList<ItemResult>();
        var readings = new ArrayList<Reading>();
        for (JsonNode item : items) {
            Normalised normalised = form.of(item);
            // Asked for what is acceptable only: a mistake that is mended keeps its key.
            if (isOnly
                    && idempotencyKey != null
                    && normalised.reading().isPresent()
                    && !SentReading.tellsTime(item)) {
                Instant first = firstTimes.of(deviceKey, idempotencyKey, item.toString(), now);
                normalised = new SentReading(node, calibrations, now, first).of(item);
            }
            normalised.reading().ifPresent(readings::add);
            results.add(
                    normalised.reading().isPresent()
                            ? ItemResult.accepted(results.size(), normalised.rejections())
                            : ItemResult.rejected(results.size(), normalised.rejections()));
        }
        if (readings.isEmpty()) {
            return new Answer(new Results(results), Optional.empty());
        }
        var entry =
                new NodeReadings(
                        node.number(), Kind.valueOf(node.kind()), Source.HTTP, now, readings);
        return switch (publisher.publish(entry).join()) {
            case Acceptance.Accepted _ -> new Answer(new Results(results), Optional.empty());
            case Acceptance.Refused refused -> refused(results, refused);
        };
    }

    private static void requireForm(@Nullable String idempotencyKey) {
        if (idempotencyKey != null
                && (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY)) {
            throw new InvalidRequest(
                    FieldError.of(
                            IdempotencyKey.HEADER,
                            idempotencyKey,
                            "1 to " + LONGEST_KEY + " characters"));
        }
    }

    private static Answer refused(List<ItemResult> results, Acceptance.Refused refused) {
        String why = refused.reason().name().toLowerCase(Locale.ROOT);
        return new Answer(
                new Results(
                        results.stream()
                                .map(result ->
                                        result.status() == ItemStatus.ACCEPTED
                                                ? result.toBeSentAgain(why)
                                                : result)
                                .toList()),
                Optional.of(refused.retryAfter()));
    }

    private static List<JsonNode> items(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw new InvalidRequest(
                    FieldError.missing("", "an object: a reading, or one with readings"));
        }
        JsonNode many = body.get(READINGS);
        if (many == null) {
            return List.of(body);
        }
        if (body.size() != 1
                || !many.isArray()
                || many.isEmpty()
                || many.size() > NodeReadings.MOST) {
            String found = many.isArray() ? many.size() + " readings" : many.getNodeType().name();
            throw new InvalidRequest(
                    FieldError.of(
                            READINGS,
                            found.toLowerCase(Locale.ROOT),
                            "an array of 1 to %d readings, and nothing beside it"
                                    .formatted(NodeReadings.MOST)));
        }
        var items = new ArrayList<JsonNode>(many.size());
        many.forEach(items::add);
        return items;
    }
}
