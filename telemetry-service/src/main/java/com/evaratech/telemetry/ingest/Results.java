package com.evaratech.telemetry.ingest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The answer to readings that were sent.
 *
 * @param results one for each reading, in the request's order
 */
@RegisterForReflection
public record Results(List<ItemResult> results) {

    public Results {
        results = List.copyOf(results);
    }

    boolean has(ItemResult.ItemStatus status) {
        return results.stream().anyMatch(result -> result.status() == status);
    }
}
