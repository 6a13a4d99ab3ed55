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
import java.util.concurrent.CompletableFuture;
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
        return idempotencyKey == null || items.size() > 1
                ? begin(sender, items).join()
                : take(sender, items.getFirst(), idempotencyKey);
    }

    /**
     * The same without a key and without waiting for anything, so that an event loop may ask.
     *
     * @return completes when the readings' fate is known, on whatever thread knows it
     */
    CompletableFuture<Answer> begin(Sender sender, List<SentItem> items) {
        Instant now = now();
        SentReading form = form(sender, now, items.size() == 1 ? now : null);
        return publish(sender, now, items.stream().map(form::of).toList(), 0);
    }

    private Answer take(Sender sender, SentItem only, String idempotencyKey) {
        Instant now = now();
        var reading = form(sender, now, now).of(only);
        // Asked for what is acceptable only: a mistake that is mended keeps its key.
        if (reading.reading().isPresent() && !SentReading.tellsTime(only)) {
            Instant first =
                    firstTimes.of(sender.key(), idempotencyKey, only.tree().toString(), now);
            reading = form(sender, now, first).of(only);
        }
        return publish(sender, now, List.of(reading), 0).join();
    }

    /**
     * Takes readings that are some of a request's, each of which tells its time.
     *
     * @param items 1 to {@value NodeReadings#MOST}
     * @param firstIndex place of the first one in the request
     */
    Answer take(Sender sender, List<SentItem> items, int firstIndex) {
        Instant now = now();
        SentReading form = form(sender, now, null);
        return publish(sender, now, items.stream().map(form::of).toList(), firstIndex).join();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static SentReading form(Sender sender, Instant now, @Nullable Instant otherwise) {
        return new SentReading(
                sender.node(), sender.calibrations(), now, TimeWindow.STANDARD, otherwise);
    }

    private CompletableFuture<Answer> publish(
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
        CompletableFuture<Answer> answer =
                readings.isEmpty()
                        ? CompletableFuture.completedFuture(answer(results))
                        : publish(sender, now, readings, results);
        return answer.thenApply(told -> counted(sender, normalised, told));
    }

    private CompletableFuture<Answer> publish(
            Sender sender, Instant now, List<Reading> readings, List<ItemResult> results) {
        Optional<Duration> tooFast = limits.readings(sender.key(), readings.size());
        if (tooFast.isPresent()) {
            return CompletableFuture.completedFuture(
                    refused(results, new Refused(TOO_FAST, tooFast.get(), true)));
        }
        Kind kind = Kind.valueOf(sender.node().kind());
        var entry = new NodeReadings(sender.node().number(), kind, Source.HTTP, now, readings);
        return publisher.publish(entry).thenApply(fate -> answer(results, fate));
    }

    private static Answer answer(List<ItemResult> results, Acceptance fate) {
        return switch (fate) {
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
    private Answer counted(Sender sender, List<Normalised> normalised, Answer answer) {
        for (Normalised each : normalised) {
            if (answer.refused() == null || each.reading().isEmpty()) {
                rejections.count(sender.way(), each.rejections());
            }
        }
        return answer;
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
