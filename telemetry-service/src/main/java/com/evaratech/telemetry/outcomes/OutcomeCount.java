package com.evaratech.telemetry.outcomes;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How many accepted readings became what.
 *
 * @param source the way they came in
 * @param outcome stored, merged, duplicate, conflict or node_forgotten
 * @param readings how many
 */
@RegisterForReflection
public record OutcomeCount(String source, String outcome, long readings) {}
