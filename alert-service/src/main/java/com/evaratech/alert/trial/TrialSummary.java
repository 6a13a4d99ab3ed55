package com.evaratech.alert.trial;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a rule would have told of all nodes.
 *
 * @param nodes how many were judged
 * @param nodesWithAlerts of how many of them it would have told
 * @param readings how many were judged
 * @param alerts how many alerts would have opened
 * @param openSeconds how long they would have been open in all
 * @param complete whether all nodes were judged: otherwise the time was over, or the history broke
 *     off
 */
@RegisterForReflection
record TrialSummary(
        long nodes,
        long nodesWithAlerts,
        long readings,
        long alerts,
        long openSeconds,
        boolean complete) {

    static final TrialSummary NOTHING = new TrialSummary(0, 0, 0, 0, 0, false);

    TrialSummary with(NodeTrial node) {
        return new TrialSummary(
                nodes + 1,
                nodesWithAlerts + (node.alerts() > 0 ? 1 : 0),
                readings + node.readings(),
                alerts + node.alerts(),
                openSeconds + node.openSeconds(),
                complete);
    }

    TrialSummary whole() {
        return new TrialSummary(nodes, nodesWithAlerts, readings, alerts, openSeconds, true);
    }
}
