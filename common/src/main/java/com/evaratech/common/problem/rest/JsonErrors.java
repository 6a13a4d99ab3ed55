package com.evaratech.common.problem.rest;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Jackson could not read, told in the caller's terms and without class names. */
final class JsonErrors {

    private static final String BODY = "body";

    // Jackson has no types for these two.
    private static final Pattern DUPLICATE = Pattern.compile("(?s)Duplicate field '(?<name>.*)'");
    private static final String TRAILING = "Trailing token";

    private JsonErrors() {}

    static ProblemException invalidRequest(JsonProcessingException exception) {
        if (exception instanceof ValueInstantiationException
                && exception.getCause() instanceof ProblemException ours) {
            return ours;
        }
        return new InvalidRequest(fieldError(exception));
    }

    private static FieldError fieldError(JsonProcessingException exception) {
        return switch (exception) {
            case UnrecognizedPropertyException unknown ->
                    FieldError.missing(path(unknown), "no such field; known are " + known(unknown));
            case InvalidFormatException format ->
                    FieldError.of(path(format), format.getValue(), allowed(format));
            case MismatchedInputException trailing when isTrailing(trailing) ->
                    FieldError.missing(BODY, "one JSON document and nothing behind it");
            case MismatchedInputException mismatch ->
                    FieldError.of(path(mismatch), refusedText(mismatch), allowed(mismatch));
            case JsonMappingException wrapped
                    when wrapped.getCause() instanceof JsonProcessingException cause ->
                    unreadable(path(wrapped), cause);
            case JsonMappingException mapping ->
                    FieldError.missing(path(mapping), JsonTypes.phrase(null));
            default -> unreadable("", exception);
        };
    }

    private static String known(UnrecognizedPropertyException exception) {
        return exception.getKnownPropertyIds().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** The text that stood where something else belongs; {@code null} when it was no text. */
    private static @Nullable String refusedText(MismatchedInputException exception) {
        if (exception.getProcessor() instanceof JsonParser parser
                && parser.hasToken(JsonToken.VALUE_STRING)) {
            try {
                // The parser is closed, but keeps the last text for just this purpose.
                return parser.getText();
            } catch (IOException _) {
                // The value is a courtesy; the error is told without it.
                return null;
            }
        }
        return null;
    }

    private static String allowed(MismatchedInputException exception) {
        return JsonTypes.phrase(exception.getTargetType());
    }

    private static boolean isTrailing(MismatchedInputException exception) {
        return exception.getOriginalMessage().startsWith(TRAILING);
    }

    /**
     * What is wrong with the text itself.
     *
     * @param parent the field that was being read; empty for the document
     */
    private static FieldError unreadable(String parent, JsonProcessingException exception) {
        Matcher duplicate = DUPLICATE.matcher(String.valueOf(exception.getOriginalMessage()));
        if (duplicate.matches()) {
            return FieldError.missing(
                    join(parent, duplicate.group("name")), "each field once; this one came twice");
        }
        if (exception instanceof InputCoercionException number) {
            return FieldError.missing(
                    parent.isEmpty() ? BODY : parent, JsonTypes.range(number.getTargetType()));
        }
        return FieldError.missing(BODY, "a JSON document" + location(exception));
    }

    private static String location(JsonProcessingException exception) {
        return exception.getLocation() == null
                ? ""
                : "; reading stopped at line %d, column %d"
                        .formatted(
                                exception.getLocation().getLineNr(),
                                exception.getLocation().getColumnNr());
    }

    private static String path(JsonMappingException exception) {
        List<JsonMappingException.Reference> references = exception.getPath();
        if (references.isEmpty()) {
            return BODY;
        }
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            @Nullable String name = reference.getFieldName();
            if (name == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }

    private static String join(String parent, String name) {
        return parent.isEmpty() || parent.equals(BODY) ? name : parent + "." + name;
    }
}
