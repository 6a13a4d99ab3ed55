package com.evaratech.alert.trial;

import com.evaratech.alert.evaluate.TrialRun;
import com.evaratech.alert.evaluate.TrialRun.Episode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a rule would have told of one node.
 *
 * @param nodeId the node
 * @param readings how many were judged
 * @param alerts how many alerts would have opened
 * @param open whether the last one would be open still
 * @param openSeconds how long they would have been open in all
 * @param first the first {@value TrialRun#LISTED} of them
 */
@RegisterForReflection
record NodeTrial(
        UUID nodeId,
        long readings,
        long alerts,
        boolean open,
        long openSeconds,
        List<Episode> first) {

    static NodeTrial of(UUID nodeId, TrialRun run, Instant until) {
        return new NodeTrial(
                nodeId,
                run.readings(),
                run.opened(),
                run.isOpen(),
                run.openFor(until).toSeconds(),
                run.listed());
    }
}
