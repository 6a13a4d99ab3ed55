package com.evaratech.telemetry.series;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** By what sums of long spans are told; all are those of a zone's clocks. */
public enum Period {
    HOUR(Duration.ofDays(1), Duration.ofDays(92)) {
        @Override
        public List<Instant> begins(Instant from, Instant until, ZoneId zone) {
            return Steps.hours(from, until, zone);
        }
    },
    DAY(Duration.ofDays(30), Duration.ofDays(1_098)) {
        @Override
        public List<Instant> begins(Instant from, Instant until, ZoneId zone) {
            return Steps.days(from, until, zone);
        }
    },
    MONTH(Duration.ofDays(365), Duration.ofDays(3_660)) {
        @Override
        public List<Instant> begins(Instant from, Instant until, ZoneId zone) {
            return Steps.months(from, until, zone);
        }
    };

    private final Duration ordinary;
    // Some two thousand of them, or ten years.
    private final Duration longest;

    Period(Duration ordinary, Duration longest) {
        this.ordinary = ordinary;
        this.longest = longest;
    }

    /** Where those of a span begin, and where the last of them ends. */
    public abstract List<Instant> begins(Instant from, Instant until, ZoneId zone);

    /** The span of who says nothing of it. */
    public Duration ordinary() {
        return ordinary;
    }

    /**
     * Looks at a span of them.
     *
     * @throws InvalidRequest when it is none, or too long a one
     */
    public void checkSpan(Instant from, Instant until) {
        if (!from.isBefore(until)) {
            throw new InvalidRequest(FieldError.of("from", from, "a time before " + until));
        }
        if (Duration.between(from, until).compareTo(longest) > 0) {
            throw new InvalidRequest(
                    FieldError.of(
                            "from",
                            from,
                            "no more than %d days before 'to' by %s"
                                    .formatted(longest.toDays(), code())));
        }
    }

    /** Its name in requests and answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this name. */
    public static Optional<Period> find(String text) {
        return Arrays.stream(values()).filter(each -> each.code().equals(text)).findFirst();
    }
}
