package com.evaratech.telemetry.ingest;

import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import com.evaratech.common.reading.normalise.Normalised;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.telemetry.ingest.Answer.Refused;
import com.evaratech.telemetry.ingest.ItemResult.ItemStatus;
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

/**
 * Takes what a device sent: readings that come together are one entry of the stream, or none is.
 */
@Singleton
class Ingestion {

    private static final int LONGEST_KEY = 255;
    private static final String TOO_FAST = "device_too_fast";

    private final ReadingsPublisher publisher;
    private final FirstTimes firstTimes;
    private final DeviceLimits limits;
    private final Rejections rejections;
    private final InstantSource clock;

    Ingestion(
            ReadingsPublisher publisher,
            FirstTimes firstTimes,
            DeviceLimits limits,
            Rejections rejections,
            InstantSource clock) {
        this.publisher = publisher;
        this.firstTimes = firstTimes;
        this.limits = limits;
        this.rejections = rejections;
        this.clock = clock;
    }

    /**
     * Takes the readings of a request that is whole; returns when their fate is known. One that is
     * alone need not tell its time.
     *
     * @param items 1 to {@value NodeReadings#MOST}
     * @param idempotencyKey names the reading, when it is the only one, for the device's next tries
     * @throws InvalidRequest when the key is not one
     */
    Answer take(Sender sender, List<SentItem> items, @Nullable String idempotencyKey) {
        requireForm(idempotencyKey);
        Instant now = now();
        if (items.size() > 1) {
            return publish(sender, now, normalised(sender, items, now), 0);
        }
        SentItem only = items.getFirst();
        var reading = form(sender, now, now).of(only);
        // Asked for what is acceptable only: a mistake that is mended keeps its key.
        if (idempotencyKey != null
                && reading.reading().isPresent()
                && !SentReading.tellsTime(only)) {
            Instant first =
                    firstTimes.of(sender.key(), idempotencyKey, only.tree().toString(), now);
            reading = form(sender, now, first).of(only);
        }
        return publish(sender, now, List.of(reading), 0);
    }

    /**
     * Takes readings that are some of a request's, each of which tells its time.
     *
     * @param items 1 to {@value NodeReadings#MOST}
     * @param firstIndex place of the first one in the request
     */
    Answer take(Sender sender, List<SentItem> items, int firstIndex) {
        Instant now = now();
        return publish(sender, now, normalised(sender, items, now), firstIndex);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<Normalised> normalised(Sender sender, List<SentItem> items, Instant now) {
        SentReading form = form(sender, now, null);
        return items.stream().map(form::of).toList();
    }

    private static SentReading form(Sender sender, Instant now, @Nullable Instant otherwise) {
        return new SentReading(
                sender.node(), sender.calibrations(), now, TimeWindow.STANDARD, otherwise);
    }

    private Answer publish(
            Sender sender, Instant now, List<Normalised> normalised, int firstIndex) {
        var results = new ArrayList<ItemResult>();
        var readings = new ArrayList<Reading>();
        for (Normalised each : normalised) {
            int index = firstIndex + results.size();
            each.reading().ifPresent(readings::add);
            results.add(
                    each.reading().isPresent()
                            ? ItemResult.accepted(index, each.rejections())
                            : ItemResult.rejected(index, each.rejections()));
        }
        Answer answer =
                readings.isEmpty() ? answer(results) : publish(sender, now, readings, results);
        count(sender, normalised, answer.refused() == null);
        return answer;
    }

    private Answer publish(
            Sender sender, Instant now, List<Reading> readings, List<ItemResult> results) {
        Optional<Duration> tooFast = limits.readings(sender.key(), readings.size());
        if (tooFast.isPresent()) {
            return refused(results, new Refused(TOO_FAST, tooFast.get(), true));
        }
        Kind kind = Kind.valueOf(sender.node().kind());
        var entry = new NodeReadings(sender.node().number(), kind, Source.HTTP, now, readings);
        return switch (publisher.publish(entry).join()) {
            case Acceptance.Accepted _ -> answer(results);
            case Acceptance.Refused refused ->
                    refused(
                            results,
                            new Refused(
                                    refused.reason().name().toLowerCase(Locale.ROOT),
                                    refused.retryAfter(),
                                    false));
        };
    }

    /** What is to be sent again is counted when it is. */
    private void count(Sender sender, List<Normalised> normalised, boolean isTaken) {
        for (Normalised each : normalised) {
            if (isTaken || each.reading().isEmpty()) {
                rejections.count(sender.way(), each.rejections());
            }
        }
    }

    private static Answer answer(List<ItemResult> results) {
        return new Answer(new Results(results), null);
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

    private static Answer refused(List<ItemResult> results, Refused why) {
        return new Answer(
                new Results(
                        results.stream()
                                .map(result ->
                                        result.status() == ItemStatus.ACCEPTED
                                                ? result.toBeSentAgain(why.reason())
                                                : result)
                                .toList()),
                why);
    }
}
