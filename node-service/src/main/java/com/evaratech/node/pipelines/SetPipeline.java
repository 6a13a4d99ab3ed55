package com.evaratech.node.pipelines;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish for a pipeline, as it came: {@link PipelineRules} says what is accepted. */
record SetPipeline(
        @Nullable UUID fromNodeId,
        @Nullable UUID toNodeId,
        @Nullable String label,
        @Nullable Double diameterMm,
        @Nullable List<@Nullable List<@Nullable Double>> line) {}
