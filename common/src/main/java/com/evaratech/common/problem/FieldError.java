package com.evaratech.common.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of a request that could not be accepted.
 *
 * @param field path of the field as the caller wrote it, for instance {@code geometry.height_cm}
 * @param value the refused value as text, shortened to 100 characters; {@code null} when missing,
 *     and for anything but text where another JSON type belongs
 * @param allowed what would have been accepted, as a phrase
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FieldError(String field, @Nullable String value, String allowed) {

    private static final int LONGEST_VALUE = 100;

    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    /** Shortens the value: an error repeats what it must to be understood, not a megabyte of it. */
    public FieldError {
        field = writable(field);
        if (value != null && value.length() > LONGEST_VALUE) {
            value = value.substring(0, LONGEST_VALUE) + "…";
        }
        value = value == null ? null : writable(value);
    }

    // A caller can write half of a surrogate pair, and cutting can make one; UTF-8 has none.
    private static String writable(String text) {
        return LONE_SURROGATE.matcher(text).replaceAll("\ufffd");
    }

    /** An error about a value that was given. */
    public static FieldError of(String field, @Nullable Object value, String allowed) {
        return new FieldError(field, value == null ? null : value.toString(), allowed);
    }

    /** An error about a value that should have been there. */
    public static FieldError missing(String field, String allowed) {
        return new FieldError(field, null, allowed);
    }
}
