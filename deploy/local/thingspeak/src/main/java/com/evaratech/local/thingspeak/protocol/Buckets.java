package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.protocol.Aggregation.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows together into buckets: times are floored, every bucket between the first and the last
 * is there, an empty one with nulls only. Values that are no numbers, NaN among them, count as 0;
 * absent values do not count.
 */
final class Buckets {
    /**
     * So many buckets at most: a row of 2062 in a channel of 2018 would otherwise make millions of
     * empty ones.
     */
    static final int MOST = 8000;

    private final Aggregation aggregation;
    private final ZoneId zone;

    Buckets(Aggregation aggregation, ZoneId zone) {
        this.aggregation = aggregation;
        this.zone = zone;
    }

    List<ShownRow> of(List<ShownRow> rows, List<Slot> slots) {
        SortedMap<Long, List<ShownRow>> byStart = new TreeMap<>();
        for (ShownRow row : rows) {
            byStart.computeIfAbsent(floor(row.second()), start -> new ArrayList<>()).add(row);
        }
        List<ShownRow> buckets = new ArrayList<>();
        for (long start = byStart.isEmpty() ? 0 : byStart.firstKey();
                !byStart.isEmpty() && start <= byStart.lastKey() && buckets.size() < MOST;
                start = next(start)) {
            buckets.add(bucket(start, byStart.getOrDefault(start, List.of()), slots));
        }
        return buckets;
    }

    private long floor(long second) {
        if (aggregation.daily()) {
            return Instant.ofEpochSecond(second)
                    .atZone(zone)
                    .truncatedTo(ChronoUnit.DAYS)
                    .toEpochSecond();
        }
        long length = aggregation.minutes() * 60L;
        return Math.floorDiv(second, length) * length;
    }

    private long next(long start) {
        if (aggregation.daily()) {
            return Instant.ofEpochSecond(start).atZone(zone).plusDays(1).toEpochSecond();
        }
        return start + aggregation.minutes() * 60L;
    }

    private ShownRow bucket(long start, List<ShownRow> rows, List<Slot> slots) {
        Cells cells = Cells.NONE;
        for (Slot slot : slots) {
            List<String> values = new ArrayList<>();
            for (ShownRow row : rows) {
                String value = row.cells().get(slot);
                if (value != null) {
                    values.add(value);
                }
            }
            cells = cells.with(slot, value(values));
        }
        return new ShownRow(start, null, cells);
    }

    private @Nullable String value(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        if (aggregation.kind() == Kind.TIMESCALE) {
            return values.getFirst();
        }
        double[] numbers = values.stream().mapToDouble(Numbers::leading).toArray();
        return text(
                switch (aggregation.kind()) {
                    case AVERAGE -> Arrays.stream(numbers).sum() / numbers.length;
                    case MEDIAN -> median(numbers);
                    case SUM, TIMESCALE -> Arrays.stream(numbers).sum();
                });
    }

    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        int middle = numbers.length / 2;
        return numbers.length % 2 == 1
                ? numbers[middle]
                : (numbers[middle - 1] + numbers[middle]) / 2;
    }

    private static String text(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).toPlainString() : "0.0";
    }
}
