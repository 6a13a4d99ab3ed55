package com.evaratech.common.problem.rest;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What Jackson could not read, told in the caller's terms and without class names. */
final class JsonErrors {

    private static final String BODY = "body";

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
                    FieldError.of(path(format), format.getValue(), expected(format));
            case JsonMappingException mapping ->
                    FieldError.missing(path(mapping), "a value of the documented type");
            default -> FieldError.missing(BODY, "a JSON document" + location(exception));
        };
    }

    private static String known(UnrecognizedPropertyException exception) {
        return exception.getKnownPropertyIds().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String expected(InvalidFormatException exception) {
        Class<?> type = exception.getTargetType();
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return "a value of type " + type.getSimpleName().toLowerCase(Locale.ROOT);
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
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }
}
