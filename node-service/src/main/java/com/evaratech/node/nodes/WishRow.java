package com.evaratech.node.nodes;

import com.evaratech.common.problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One wish of an import, and where it stood.
 *
 * @param line of the CSV file where it begins, from 1; of JSON, its place in the array, from 1
 * @param wish what could be read of it
 * @param errors what could not
 */
record WishRow(int line, @Nullable RegisterNode wish, List<FieldError> errors) {

    WishRow {
        errors = List.copyOf(errors);
    }
}
