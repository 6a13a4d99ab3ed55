package com.evaratech.poller.channels;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * What was wrong with a poll.
 *
 * @param kind such as {@code timeout}, {@code key_refused}, {@code not_json}
 * @param message for a person
 * @param at when
 */
@RegisterForReflection
public record PollError(String kind, String message, Instant at) {}
