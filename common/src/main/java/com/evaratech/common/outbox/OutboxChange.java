package com.evaratech.common.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A change to be told.
 *
 * @param kind what kind of thing it concerns, or the topic it belongs to
 * @param key names the thing among those of its kind
 * @param payload what the thing is now, or {@code null} when it is no more
 */
public record OutboxChange(String kind, String key, @Nullable String payload) {}
