package com.evaratech.common.gate;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Refuses queries that hold U+0000: no database keeps it, so nothing can be asked for by it. */
final class QuerySafety {

    // Vert.x takes no raw one, and this is the only way of encoding it: longer forms are no UTF-8.
    private static final String ENCODED_NUL = "%00";

    private QuerySafety() {}

    /**
     * Checks the raw query of a request, {@code null} when it has none.
     *
     * @throws InvalidRequest naming each parameter at fault
     */
    static void check(@Nullable String rawQuery) {
        if (rawQuery == null || !rawQuery.contains(ENCODED_NUL)) {
            return;
        }
        List<FieldError> errors =
                Stream.of(rawQuery.split("[&;]", -1))
                        .filter(parameter -> parameter.contains(ENCODED_NUL))
                        .map(parameter -> parameter.split("=", 2)[0])
                        .map(name -> FieldError.missing(name, "text without U+0000"))
                        .toList();
        throw new InvalidRequest(errors);
    }
}
