package com.evaratech.common.page;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query parameters that narrow a list, each absent or of a known form, and collects what
 * cannot be understood, so that one answer names all of it.
 */
public final class QueryParameters {

    // What databases can hold, and still after a span of time was taken off or added.
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private final List<FieldError> errors = new ArrayList<>();

    /** A UUID; {@code null} when absent or refused. */
    public @Nullable UUID id(String name, @Nullable String text) {
        return choice(name, text, QueryParameters::parseId, "a UUID");
    }

    /** {@code true} or {@code false}; {@code null} when absent or refused. */
    public @Nullable Boolean flag(String name, @Nullable String text) {
        return choice(name, text, QueryParameters::parseFlag, "true, false");
    }

    /** A time with its offset, of the years 1970 to 9998; {@code null} when absent or refused. */
    public @Nullable Instant time(String name, @Nullable String text) {
        return choice(
                name,
                text,
                QueryParameters::parseTime,
                "a time with its offset, like 2026-01-31T06:30:00Z");
    }

    /**
     * One of several values; {@code null} when absent or refused.
     *
     * @param parse the value of a text, if it has one
     * @param allowed the texts that have one, as a phrase
     */
    public <T> @Nullable T choice(
            String name,
            @Nullable String text,
            Function<String, Optional<T>> parse,
            String allowed) {
        if (text == null) {
            return null;
        }
        Optional<T> value = parse.apply(text);
        if (value.isEmpty()) {
            errors.add(FieldError.of(name, text, allowed));
        }
        return value.orElse(null);
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidRequest naming every parameter that was refused, when there is one
     */
    public void throwIfRefused() {
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
    }

    private static Optional<UUID> parseId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> parseTime(String text) {
        try {
            // A plus sign in a query is a blank once it has been read.
            Instant time = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            return Optional.of(time).filter(at -> !at.isBefore(FIRST) && at.isBefore(LAST));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> parseFlag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
