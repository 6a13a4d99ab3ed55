package com.evaratech.common.problem.rest;

import com.evaratech.common.problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A broken constraint in the words of the API: the path as in the JSON, the constraint's message as
 * what is allowed.
 */
final class ConstraintErrors {

    private ConstraintErrors() {}

    static FieldError fieldError(ConstraintViolation<?> violation) {
        Object value = violation.getInvalidValue();
        return FieldError.of(
                fieldPath(violation.getPropertyPath()),
                isScalar(value) ? value : null,
                violation.getMessage());
    }

    // A constraint on a whole object or list would repeat all of it as "value".
    private static boolean isScalar(@Nullable Object value) {
        return value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>
                || value instanceof UUID;
    }

    /** Drops the resource method and its body parameter, which a caller does not know. */
    private static String fieldPath(Path path) {
        String field =
                StreamSupport.stream(path.spliterator(), false)
                        .filter(node -> node.getKind() == ElementKind.PROPERTY)
                        .map(ConstraintErrors::segment)
                        .collect(Collectors.joining("."));
        return field.isEmpty() ? lastName(path) : field;
    }

    private static String segment(Path.Node node) {
        String name = JsonNames.snakeCase(node.getName());
        return node.getIndex() == null ? name : "[" + node.getIndex() + "]." + name;
    }

    private static String lastName(Path path) {
        String last = "body";
        for (Path.Node node : path) {
            last = node.getName() == null ? last : JsonNames.snakeCase(node.getName());
        }
        return last;
    }
}
