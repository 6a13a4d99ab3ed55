package com.evaratech.poller.channels;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How much of a channel was not accepted for one reason.
 *
 * @param reason such as {@code not_a_number}, {@code implausible}, {@code in_the_future}
 * @param rows rows of which nothing was accepted; each counts under its first reason only
 * @param values single fields, also of rows whose other fields were accepted
 */
@RegisterForReflection
public record RejectionCount(String reason, long rows, long values) {}
