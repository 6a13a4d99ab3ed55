package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.reading.normalise.NumberText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Entries summed up by spans of some minutes or of a day, as charts of ThingSpeak's clients ask for
 * them: a row for each span from the first that has entries to the last, without a number.
 *
 * @param way how
 * @param minutes of a span, which divide a day
 * @param rounding of the sums
 */
record FeedSummary(Way way, int minutes, Rounding rounding) {

    private static final int DAY_MINUTES = 1_440;
    private static final Set<Integer> SPANS = Set.of(10, 15, 20, 30, 60, 240, 720, DAY_MINUTES);

    // As many as a feed has rows at most: the newest of them.
    private static final int MOST_SPANS = 8_000;

    /** How values of a span become one. */
    enum Way {
        /** The first of them as it was sent. */
        TIMESCALE,
        SUM,
        AVERAGE,
        MEDIAN
    }

    /** What a request asks for, if it asks for it in a way that means something. */
    static Optional<FeedSummary> of(Parameters parameters) {
        return Arrays.stream(Way.values())
                .flatMap(way ->
                        parameters
                                .get(way.name().toLowerCase(Locale.ROOT))
                                .flatMap(FeedSummary::span)
                                .map(span -> new FeedSummary(way, span, Rounding.of(parameters)))
                                .stream())
                .findFirst();
    }

    private static Optional<Integer> span(String text) {
        if (text.strip().equals("daily")) {
            return Optional.of(DAY_MINUTES);
        }
        return SPANS.stream().filter(span -> span.toString().equals(text.strip())).findFirst();
    }

    /**
     * The rows of the spans; those of spans without entries have no values.
     *
     * @param entries in the order of their times
     * @param zone where days and their parts begin
     */
    List<FeedEntry> of(List<FeedEntry> entries, ZoneId zone) {
        NavigableMap<Instant, List<FeedEntry>> spans = new TreeMap<>();
        entries.forEach(entry ->
                spans.computeIfAbsent(begin(entry.createdAt(), zone), _ -> new ArrayList<>())
                        .add(entry));
        var rows = new ArrayList<FeedEntry>();
        if (spans.isEmpty()) {
            return rows;
        }
        Instant begin = spans.lastKey();
        while (!begin.isBefore(spans.firstKey()) && rows.size() < MOST_SPANS) {
            rows.add(new FeedEntry(0, begin, values(spans.getOrDefault(begin, List.of()))));
            begin = begin(begin.minus(1, ChronoUnit.SECONDS), zone);
        }
        return rows.reversed();
    }

    private Instant begin(Instant time, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        LocalDateTime midnight = local.toLocalDate().atStartOfDay();
        long minute = ChronoUnit.MINUTES.between(midnight, local);
        Instant begin = midnight.plusMinutes(minute / minutes * minutes).atZone(zone).toInstant();
        // Where clocks are set back, the hour that comes twice has the spans of the first alone.
        return begin.isAfter(time) ? time : begin;
    }

    private Map<Column, String> values(List<FeedEntry> entries) {
        Map<Column, String> values = new EnumMap<>(Column.class);
        for (Column column : Column.FIELDS) {
            value(
                            entries.stream()
                                    .map(entry -> Optional.ofNullable(entry.get(column)))
                                    .flatMap(Optional::stream)
                                    .toList())
                    .ifPresent(value -> values.put(column, value));
        }
        return values;
    }

    private Optional<String> value(List<String> sent) {
        if (way == Way.TIMESCALE) {
            return sent.stream().findFirst().map(rounding::sent);
        }
        double[] numbers =
                sent.stream()
                        .map(NumberText::parse)
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .sorted()
                        .toArray();
        if (numbers.length == 0) {
            return Optional.empty();
        }
        double sum = Arrays.stream(numbers).sum();
        int middle = numbers.length / 2;
        double result =
                switch (way) {
                    case SUM -> sum;
                    case AVERAGE -> sum / numbers.length;
                    case MEDIAN ->
                            numbers.length % 2 == 1
                                    ? numbers[middle]
                                    : (numbers[middle - 1] + numbers[middle]) / 2;
                    case TIMESCALE -> throw new IllegalStateException("is no sum");
                };
        return Double.isFinite(result) ? Optional.of(rounding.text(result)) : Optional.empty();
    }
}
