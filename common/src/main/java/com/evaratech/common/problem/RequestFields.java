package com.evaratech.common.problem;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one request and collects everything wrong with them, so that a caller learns
 * of all faults at once. A refused field is read as a harmless value of its type, which {@link
 * #refuseIfAnyIsWrong()}, called before the values are used, keeps from going anywhere.
 */
public final class RequestFields {
    private static final UUID NOBODY = new UUID(0, 0);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final String TIMES = "a time from %s to %s".formatted(EARLIEST, LATEST);

    private final List<FieldError> errors = new ArrayList<>();

    /**
     * The body of a request that must have one.
     *
     * @throws InvalidRequest when it is empty, or the JSON value {@code null}
     */
    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw new InvalidRequest(FieldError.missing("body", "a JSON object"));
        }
        return body;
    }

    /** Notes {@code field} as wrong. */
    public void refuse(String field, @Nullable Object value, String allowed) {
        errors.add(FieldError.of(field, value, allowed));
    }

    /** Notes {@code field} as wrong unless {@code fits}. */
    public void require(boolean fits, String field, @Nullable Object value, String allowed) {
        if (!fits) {
            refuse(field, value, allowed);
        }
    }

    /** A text for people: any language, no control characters, at most {@code max} characters. */
    public String text(String field, @Nullable String value, int max) {
        // Said only of what is wrong: an import reads a hundred thousand fields that are right.
        if (value == null || value.isBlank() || !isReadable(value, max)) {
            refuse(
                    field,
                    value,
                    "text of 1 to %d characters without control characters".formatted(max));
        }
        return value == null ? "" : value;
    }

    /** As {@link #text}, or nothing. */
    public @Nullable String optionalText(String field, @Nullable String value, int max) {
        return value == null ? null : text(field, value, max);
    }

    /** A text of the given form. */
    public String form(String field, @Nullable String value, Pattern form, String allowed) {
        require(value != null && form.matcher(value).matches(), field, value, allowed);
        return value == null ? "" : value;
    }

    /** A whole number from {@code min} to {@code max}. */
    public int integer(String field, @Nullable Integer value, int min, int max) {
        if (value == null || value < min || value > max) {
            refuse(field, value, "a whole number from %d to %d".formatted(min, max));
        }
        return value == null ? 0 : value;
    }

    /** A number from {@code min} to {@code max}, both included; NaN and infinities are refused. */
    public double number(String field, @Nullable Double value, double min, double max) {
        if (value == null || !(value >= min && value <= max)) {
            refuse(field, value, "a number from %s to %s".formatted(plain(min), plain(max)));
        }
        return value == null ? 0 : value;
    }

    /** An identifier that has to be there. */
    public UUID id(String field, @Nullable UUID value) {
        require(value != null, field, null, "a UUID");
        return value == null ? NOBODY : value;
    }

    /** A time from 2000 to 2200, cut to the millisecond, as readings have it. */
    public Instant time(String field, @Nullable Instant value) {
        boolean fits = value != null && !value.isBefore(EARLIEST) && !value.isAfter(LATEST);
        require(fits, field, value, TIMES);
        return value != null && fits ? value.truncatedTo(ChronoUnit.MILLIS) : EARLIEST;
    }

    /** An identifier that a change must leave as it is, or not name. */
    public void requireUnchanged(String field, @Nullable UUID value, @Nullable UUID before) {
        require(
                value == null || value.equals(before),
                field,
                value,
                before == null ? "nothing" : before.toString());
    }

    /** One of a closed set of values, by its code; {@code otherwise} stands in for a wrong one. */
    public <T> T coded(
            String field,
            @Nullable String code,
            Function<String, Optional<T>> ofCode,
            String allowed,
            T otherwise) {
        var value = Optional.ofNullable(code).flatMap(ofCode);
        require(value.isPresent(), field, code, allowed);
        return value.orElse(otherwise);
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidRequest naming every field that was wrong
     */
    public void refuseIfAnyIsWrong() {
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
    }

    /**
     * Whether {@code value} has at most {@code max} code points, none of them a control character.
     */
    public static boolean isReadable(String value, int max) {
        return value.codePointCount(0, value.length()) <= max
                && value.codePoints().noneMatch(RequestFields::isUnstorable);
    }

    private static boolean isUnstorable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
