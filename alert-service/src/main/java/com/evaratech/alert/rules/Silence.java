package com.evaratech.alert.rules;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A node has been silent for longer than it may. That it is, the registry says, by what is known of
 * its source: a pipeline or a source that stands still makes nobody silent.
 *
 * @param afterSeconds how long it must have been silent, beyond the patience that the node has,
 *     before the alert is raised; 0: at once
 */
@JsonTypeName("silence")
@RegisterForReflection
public record Silence(int afterSeconds) implements Condition {

    /** What an alert of it says was measured: seconds since the node's patience ended. */
    public static final String METRIC = "silent_seconds";
}
