package com.evaratech.telemetry.history;

import com.evaratech.telemetry.store.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * What became of the rows of a file. A reading is a node and an instant: one row, or several of
 * single values.
 *
 * @param rows read so far, without the line of names
 * @param stored readings of instants of which nothing was known
 * @param merged that added metrics
 * @param duplicate that said nothing new
 * @param conflict that said something else; the first value stays
 * @param rejected of which nothing was acceptable
 * @param errors values and rows that were not accepted
 */
@RegisterForReflection
public record ImportCounts(
        long rows,
        long stored,
        long merged,
        long duplicate,
        long conflict,
        long rejected,
        long errors) {

    static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0, 0, 0);

    static ImportCounts of(long rows, Map<Outcome, Long> outcomes, long rejected, long errors) {
        return new ImportCounts(
                rows,
                outcomes.getOrDefault(Outcome.STORED, 0L),
                outcomes.getOrDefault(Outcome.MERGED, 0L),
                outcomes.getOrDefault(Outcome.DUPLICATE, 0L),
                outcomes.getOrDefault(Outcome.CONFLICT, 0L),
                rejected,
                errors);
    }

    ImportCounts plus(ImportCounts more) {
        return new ImportCounts(
                rows + more.rows,
                stored + more.stored,
                merged + more.merged,
                duplicate + more.duplicate,
                conflict + more.conflict,
                rejected + more.rejected,
                errors + more.errors);
    }
}
