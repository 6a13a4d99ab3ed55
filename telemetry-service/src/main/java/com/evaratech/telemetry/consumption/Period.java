package com.evaratech.telemetry.consumption;

import com.evaratech.telemetry.series.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** By what consumption is told; all are those of a zone's clocks. */
enum Period {
    HOUR(Duration.ofDays(1), Duration.ofDays(92)) {
        @Override
        List<Instant> begins(Instant from, Instant until, ZoneId zone) {
            return Steps.hours(from, until, zone);
        }
    },
    DAY(Duration.ofDays(30), Duration.ofDays(1_098)) {
        @Override
        List<Instant> begins(Instant from, Instant until, ZoneId zone) {
            return Steps.days(from, until, zone);
        }
    },
    MONTH(Duration.ofDays(365), Duration.ofDays(3_660)) {
        @Override
        List<Instant> begins(Instant from, Instant until, ZoneId zone) {
            return Steps.months(from, until, zone);
        }
    };

    private final Duration ordinary;
    private final Duration longest;

    Period(Duration ordinary, Duration longest) {
        this.ordinary = ordinary;
        this.longest = longest;
    }

    /** Where those of a span begin, and where the last of them ends. */
    abstract List<Instant> begins(Instant from, Instant until, ZoneId zone);

    /** The span of who says nothing of it. */
    Duration ordinary() {
        return ordinary;
    }

    /** The longest span: some two thousand of them, or ten years. */
    Duration longest() {
        return longest;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Period> find(String text) {
        return Arrays.stream(values()).filter(each -> each.code().equals(text)).findFirst();
    }
}
