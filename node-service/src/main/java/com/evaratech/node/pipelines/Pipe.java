package com.evaratech.node.pipelines;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An accepted wish. */
record Pipe(
        UUID fromNodeId,
        UUID toNodeId,
        @Nullable String label,
        @Nullable Double diameterMm,
        List<List<Double>> line) {

    Pipe {
        line = line.stream().map(List::copyOf).toList();
    }
}
