package com.evaratech.common.forget;

import com.evaratech.common.metric.Kind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deleted node whose data is not all removed yet.
 *
 * @param number the node inside the fleet
 * @param nodeId the node in APIs
 * @param exportId names its export
 * @param kind what it measured
 * @param reached up to where it is exported, as {@link ExportPage} said; {@code null} at the
 *     beginning
 */
public record ForgottenNode(
        long number, UUID nodeId, UUID exportId, Kind kind, @Nullable String reached) {}
