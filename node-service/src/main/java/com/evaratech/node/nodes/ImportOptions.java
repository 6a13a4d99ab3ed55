package com.evaratech.node.nodes;

import com.evaratech.common.page.QueryParameters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an import is meant.
 *
 * @param isDryRun everything is judged, nothing is registered
 * @param isPartial what is right is registered beside what is wrong; otherwise all or nothing
 */
record ImportOptions(boolean isDryRun, boolean isPartial) {

    /** Reads the query parameters {@code dry_run} and {@code mode}. */
    static ImportOptions accept(@Nullable String dryRun, @Nullable String mode) {
        var query = new QueryParameters();
        var isDry = query.flag("dry_run", dryRun);
        var isPartial = query.choice("mode", mode, ImportOptions::mode, "atomic, partial");
        query.throwIfRefused();
        return new ImportOptions(Boolean.TRUE.equals(isDry), Boolean.TRUE.equals(isPartial));
    }

    private static Optional<Boolean> mode(String text) {
        return switch (text) {
            case "atomic" -> Optional.of(false);
            case "partial" -> Optional.of(true);
            default -> Optional.empty();
        };
    }
}
