package com.evaratech.common.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A change with a cause of its own.
 *
 * @param change what is to be told
 * @param traceparent W3C trace context of what caused it; {@code null} when that has none
 */
public record CausedChange(OutboxChange change, @Nullable String traceparent) {}
