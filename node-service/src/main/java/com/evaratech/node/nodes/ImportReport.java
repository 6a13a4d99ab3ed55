package com.evaratech.node.nodes;

import com.evaratech.common.problem.FieldError;
import com.evaratech.node.directory.ManyTold;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/**
 * What became of an import.
 *
 * @param dryRun whether it was only tried
 * @param total rows that came
 * @param right rows that can be registered
 * @param wrong rows that cannot
 * @param created what was registered, in the order of the rows; empty after a dry run, and when one
 *     wrong row kept all from being registered
 * @param errors of the wrong rows
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
record ImportReport(
        boolean dryRun,
        int total,
        int right,
        int wrong,
        List<CreatedRow> created,
        List<RowErrors> errors)
        implements ManyTold {

    ImportReport {
        created = List.copyOf(created);
        errors = List.copyOf(errors);
    }

    @Override
    public int told() {
        return created.size();
    }

    /** A row and the node that was made of it. */
    @RegisterForReflection
    record CreatedRow(int line, String key, UUID id) {}

    /**
     * A wrong row: the field of each error is the column.
     *
     * @param line where it begins, from 1; in JSON its place in the array
     */
    @RegisterForReflection
    record RowErrors(int line, List<FieldError> errors) {}
}
