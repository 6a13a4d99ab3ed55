package com.evaratech.common.reading.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one field of a channel is said to mean, as it came. */
public record FieldWish(
        @Nullable Integer field,
        @Nullable String metric,
        @Nullable Double scale,
        @Nullable Double offset,
        @Nullable Map<String, @Nullable String> words) {}
