package com.evaratech.gateway.versions;

import com.evaratech.common.config.Shown;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a version of the API comes to its end, and what is said of it meanwhile: {@code Deprecation}
 * (RFC 9745), {@code Sunset} (RFC 8594), a link to the version that follows, and in the last months
 * a {@code Warning}. Days begin at midnight UTC.
 *
 * @param deprecatedSince {@code null} while it is not
 * @param sunset when it ends; {@code null} while that is not known
 */
record LifeCycle(@Nullable Instant deprecatedSince, @Nullable Instant sunset) {

    private static final String NONE = "none";
    private static final int NOTICE_MONTHS = 6;
    private static final Duration WARNING = Duration.ofDays(90);
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /**
     * Reads the operator's days.
     *
     * @throws ConfigurationException naming the variable, its value and what is allowed
     */
    static LifeCycle of(String deprecatedSince, String sunset) {
        LocalDate since = day("EVARA_VERSIONS_V1_DEPRECATED_SINCE", deprecatedSince);
        LocalDate end = day("EVARA_VERSIONS_V1_SUNSET", sunset);
        if (end != null && (since == null || end.isBefore(since.plusMonths(NOTICE_MONTHS)))) {
            throw new ConfigurationException(
                    "EVARA_VERSIONS_V1_SUNSET=%s must be %d months or more behind EVARA_VERSIONS_V1_DEPRECATED_SINCE=%s"
                            .formatted(
                                    Shown.address(sunset),
                                    NOTICE_MONTHS,
                                    Shown.address(deprecatedSince)));
        }
        return new LifeCycle(midnight(since), midnight(end));
    }

    private static @Nullable LocalDate day(String variable, String text) {
        if (text.strip().equals(NONE)) {
            return null;
        }
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new ConfigurationException(
                    "%s=%s must be a day such as 2027-01-01, or none"
                            .formatted(variable, Shown.address(text)));
        }
    }

    private static @Nullable Instant midnight(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Whether there is nothing to say of it. */
    boolean isWithoutEnd() {
        return deprecatedSince == null && sunset == null;
    }

    /** Whether it has ended. */
    boolean isOver(Instant now) {
        return sunset != null && !now.isBefore(sunset);
    }

    /** When it ended or will, as HTTP writes it. */
    Optional<String> sunsetText() {
        return Optional.ofNullable(sunset).map(HTTP_DATE::format);
    }

    /**
     * Says how long it lives.
     *
     * @param successor the same resource in the version that follows
     */
    void tell(Instant now, String successor, MultiMap headers) {
        if (deprecatedSince == null) {
            return;
        }
        headers.set("Deprecation", "@" + deprecatedSince.getEpochSecond());
        headers.add("Link", "<%s>; rel=\"successor-version\"".formatted(successor));
        sunsetText().ifPresent(end -> headers.set("Sunset", end));
        if (sunset != null && !now.isBefore(sunset.minus(WARNING))) {
            headers.set(
                    "Warning",
                    "299 - \"Version 1 of this API ends on %s\""
                            .formatted(sunsetText().orElse("")));
        }
    }
}
