package com.evaratech.alert.rules;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A node has been silent for longer than it may. That it is, the registry says, by what is known of
 * its source: a pipeline or a source that stands still makes nobody silent. A node that has never
 * reported is not silent, since it has not begun; of that the rule tells when it is asked to.
 *
 * @param afterSeconds how long it must have been silent, beyond the patience that the node has,
 *     before the alert is raised; 0: at once
 * @param neverReportedAfterSeconds how long after its registration the alert is raised when nothing
 *     has ever come; {@code null}: never
 */
@JsonTypeName("silence")
@RegisterForReflection
public record Silence(int afterSeconds, @Nullable Integer neverReportedAfterSeconds)
        implements Condition {

    /**
     * What an alert of it says was measured: seconds since the node's patience ended, or since it
     * was registered when it has never reported.
     */
    public static final String METRIC = "silent_seconds";

    /** One that does not tell of nodes that have never reported. */
    public Silence(int afterSeconds) {
        this(afterSeconds, null);
    }
}
