package com.evaratech.poller.polling;

import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.normalise.ChannelNormaliser;
import com.evaratech.common.reading.normalise.Normalised;
import com.evaratech.common.reading.normalise.RawRow;
import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.common.reading.normalise.Rejection;
import com.evaratech.poller.source.FeedRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What rows of a channel came to: {@code rows} is the number of readings and of rejected rows.
 *
 * @param rows how many there were
 * @param readings what was accepted, in the order of measurement: one of each accepted row
 * @param rejected what was not, by reason
 * @param samples the latest rejections, {@value #MOST_SAMPLES} at most
 */
record Judged(
        int rows,
        List<Reading> readings,
        Map<RejectReason, Rejected> rejected,
        List<Sample> samples) {

    /** Enough to see what is wrong with a device, and little beside the readings. */
    static final int MOST_SAMPLES = 20;

    private static final String TIME = "a time such as 2026-03-01T06:30:00Z";

    /**
     * How much was rejected for one reason.
     *
     * @param rows of which nothing is left; each counts under its first reason only
     * @param values single fields
     */
    record Rejected(int rows, int values) {
        Rejected plus(Rejected more) {
            return new Rejected(rows + more.rows, values + more.values);
        }
    }

    /** A rejection and the number of its row. */
    record Sample(long entryId, Rejection rejection) {}

    Judged {
        readings = List.copyOf(readings);
        rejected = Map.copyOf(rejected);
        samples = List.copyOf(samples);
    }

    static Judged of(List<FeedRow> rows, ChannelNormaliser normaliser, Instant now) {
        List<Reading> readings = new ArrayList<>();
        Map<RejectReason, Rejected> rejected = new EnumMap<>(RejectReason.class);
        List<Sample> samples = new ArrayList<>();
        for (FeedRow row : rows) {
            Normalised normalised = normalise(row, normaliser, now);
            normalised.reading().ifPresent(readings::add);
            boolean isRowLost = normalised.reading().isEmpty();
            for (Rejection rejection : normalised.rejections()) {
                boolean isValue = isOfValue(rejection.reason());
                Rejected _ =
                        rejected.merge(
                                rejection.reason(),
                                new Rejected(isRowLost ? 1 : 0, isValue ? 1 : 0),
                                Rejected::plus);
                isRowLost = false;
                samples.add(new Sample(row.entryId(), rejection));
            }
        }
        readings.sort(Comparator.comparingLong(Reading::recordedAtMillis));
        int skipped = Math.max(0, samples.size() - MOST_SAMPLES);
        return new Judged(
                rows.size(), readings, rejected, samples.subList(skipped, samples.size()));
    }

    /** When the newest of the readings was measured. */
    Optional<Instant> newest() {
        return readings.isEmpty() ? Optional.empty() : Optional.of(readings.getLast().recordedAt());
    }

    private static Normalised normalise(FeedRow row, ChannelNormaliser normaliser, Instant now) {
        Instant createdAt = row.createdAt();
        if (createdAt == null) {
            return new Normalised(
                    Optional.empty(),
                    List.of(
                            new Rejection(
                                    RejectReason.NOT_A_TIME,
                                    "created_at",
                                    row.createdAtText(),
                                    TIME)));
        }
        return normaliser.normalise(new RawRow(createdAt, row.fields()), now);
    }

    private static boolean isOfValue(RejectReason reason) {
        return switch (reason) {
            case NOT_A_NUMBER, NOT_A_KNOWN_WORD, IMPLAUSIBLE, UNKNOWN_METRIC -> true;
            case NOT_A_TIME,
                    TOO_OLD,
                    IN_THE_FUTURE,
                    FOREIGN_NODE,
                    NO_VALUE,
                    DUPLICATE_FIELD,
                    UNREADABLE ->
                    false;
        };
    }
}
