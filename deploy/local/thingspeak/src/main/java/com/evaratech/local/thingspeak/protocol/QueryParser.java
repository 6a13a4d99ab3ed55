package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.TimeReader;
import com.evaratech.local.thingspeak.channels.Window;
import com.evaratech.local.thingspeak.protocol.Aggregation.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a read. Like the real service it refuses none: a value that means nothing
 * counts as absent. {@code results} has the highest priority and makes {@code days} and {@code
 * minutes} void; {@code start} and {@code end}, which win over both, still bound the rows.
 */
final class QueryParser {
    static final int DEFAULT_ROWS = 100;
    static final int MOST_ROWS = 8000;
    private static final Set<Integer> BUCKETS = Set.of(10, 15, 20, 30, 60, 240, 720, 1440);
    private static final int DAY_MINUTES = 1440;
    private static final int MOST_ROUND = 20;

    private final CsvTimes csvTimes;

    QueryParser(CsvTimes csvTimes) {
        this.csvTimes = csvTimes;
    }

    ReadQuery parse(ApiRequest request, Instant now) {
        ZoneId zone = zone(request);
        return new ReadQuery(
                window(request, zone, now),
                limit(request),
                new ReadQuery.Filter(
                        decimal(request, "min"), decimal(request, "max"), round(request)),
                aggregation(request),
                new TimeStyle(zone, csvTimes),
                new ReadQuery.Extras(
                        flag(request, "location"),
                        flag(request, "status"),
                        flag(request, "metadata")));
    }

    static int limit(ApiRequest request) {
        OptionalLong results = integer(request, "results");
        if (results.isPresent()) {
            return Math.clamp(results.getAsLong(), 0, MOST_ROWS);
        }
        for (String bound :
                new String[] {
                    "days", "minutes", "start", "end", "start_entry_id", "end_entry_id"
                }) {
            if (request.parameter(bound) != null) {
                return MOST_ROWS;
            }
        }
        return DEFAULT_ROWS;
    }

    private static Window window(ApiRequest request, ZoneId zone, Instant now) {
        Optional<Instant> start = time(request, "start", zone);
        Optional<Instant> end = time(request, "end", zone);
        long from = Long.MIN_VALUE;
        if (start.isPresent()) {
            from = start.get().getEpochSecond();
        } else if (end.isEmpty() && integer(request, "results").isEmpty()) {
            from = since(request, now);
        }
        return new Window(
                from,
                end.map(Instant::getEpochSecond).orElse(Long.MAX_VALUE),
                integer(request, "start_entry_id").orElse(Long.MIN_VALUE),
                integer(request, "end_entry_id").orElse(Long.MAX_VALUE));
    }

    /** The bound that days or else minutes set; 100 years at most, so that no number overflows. */
    private static long since(ApiRequest request, Instant now) {
        OptionalLong days = integer(request, "days");
        OptionalLong minutes = integer(request, "minutes");
        if (days.isEmpty() && minutes.isEmpty()) {
            return Long.MIN_VALUE;
        }
        Duration most = Duration.ofDays(36_500);
        long wanted =
                days.isPresent()
                        ? Math.clamp(days.getAsLong(), 0, most.toDays()) * DAY_MINUTES
                        : Math.clamp(minutes.getAsLong(), 0, most.toMinutes());
        return now.minus(Duration.ofMinutes(wanted)).getEpochSecond();
    }

    /** The zone by name, else by the offset in hours, else UTC. */
    static ZoneId zone(ApiRequest request) {
        String name = request.parameter("timezone");
        if (name != null) {
            try {
                ZoneId named = ZoneId.of(name);
                return named.normalized() instanceof ZoneOffset offset ? offset : named;
            } catch (DateTimeException unknownName) {
                // as if absent: the offset may still say something
                return offset(request);
            }
        }
        return offset(request);
    }

    private static ZoneId offset(ApiRequest request) {
        OptionalLong hours = integer(request, "offset");
        boolean usable = hours.isPresent() && Math.abs(hours.getAsLong()) <= 18;
        return usable ? ZoneOffset.ofHours((int) hours.getAsLong()) : ZoneOffset.UTC;
    }

    private static Optional<Aggregation> aggregation(ApiRequest request) {
        for (Kind kind : Kind.values()) {
            String value = request.parameter(kind.name().toLowerCase(Locale.ROOT));
            if (value != null) {
                if (value.equals("daily")) {
                    return Optional.of(new Aggregation(kind, DAY_MINUTES, true));
                }
                OptionalLong minutes = integer(value);
                if (minutes.isPresent() && BUCKETS.contains((int) minutes.getAsLong())) {
                    return Optional.of(new Aggregation(kind, (int) minutes.getAsLong(), false));
                }
            }
        }
        return Optional.empty();
    }

    private static OptionalInt round(ApiRequest request) {
        OptionalLong digits = integer(request, "round");
        return digits.isPresent()
                ? OptionalInt.of(Math.clamp(digits.getAsLong(), 0, MOST_ROUND))
                : OptionalInt.empty();
    }

    private static boolean flag(ApiRequest request, String name) {
        return "true".equalsIgnoreCase(request.parameter(name));
    }

    private static Optional<Instant> time(ApiRequest request, String name, ZoneId zone) {
        String value = request.parameter(name);
        return value == null ? Optional.empty() : TimeReader.read(value, zone);
    }

    private static Optional<BigDecimal> decimal(ApiRequest request, String name) {
        String value = request.parameter(name);
        return value == null ? Optional.empty() : Numbers.strict(value);
    }

    private static OptionalLong integer(ApiRequest request, String name) {
        @Nullable String value = request.parameter(name);
        return value == null ? OptionalLong.empty() : integer(value);
    }

    private static OptionalLong integer(String value) {
        try {
            return OptionalLong.of(Long.parseLong(value.strip()));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
