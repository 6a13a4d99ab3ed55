package com.evaratech.alert.evaluate;

import com.evaratech.alert.rules.WatchedRule;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.stream.consume.Received;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Rounds of many nodes' readings, judged as the service's rounds are, with states in memory and
 * nothing written. For one thread.
 */
public final class TrialRounds {

    private final RuleSet rules;
    private final States states = new States();

    /** Before the first round, by rules that stay as they are. */
    public TrialRounds(List<WatchedRule> rules) {
        this.rules = new RuleSet(1, rules);
    }

    /**
     * Judges a round.
     *
     * @param nodes by number
     * @param now by the service's clock
     * @return how many rows it would write: states, judged times and changes of alerts
     */
    public int judge(
            List<Received<NodeReadings>> round, LongFunction<NodeEntry> nodes, Instant now) {
        var evaluation = new Evaluation(rules, states, now);
        for (Received<NodeReadings> received : round) {
            evaluation.judge(received, nodes.apply(received.content().nodeNumber()));
        }
        RoundChanges changes = evaluation.changes();
        return changes.written().size() + changes.judged().size() + changes.alerts().size();
    }
}
