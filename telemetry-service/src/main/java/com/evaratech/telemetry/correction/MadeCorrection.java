package com.evaratech.telemetry.correction;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One instant that was corrected.
 *
 * @param recordedAt which
 * @param author who, by the subject of the token
 * @param reason why; empty when nothing was said
 * @param acceptedAt when it was asked for
 * @param before metrics and values of the reading that stood there; {@code null} when none did
 * @param after what was said
 */
@RegisterForReflection
public record MadeCorrection(
        Instant recordedAt,
        String author,
        String reason,
        Instant acceptedAt,
        @Nullable Map<String, Object> before,
        Map<String, Object> after) {}
