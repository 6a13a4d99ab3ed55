package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.SilentNodes.Silent;
import com.evaratech.alert.rules.Silence;
import com.evaratech.alert.rules.WatchedRule;
import com.evaratech.common.directory.NodeStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Judges silence in some partitions. A node that work is done on opens no alert; one that is open
 * stays so.
 */
final class SilenceWatch {

    private final RuleSet rules;
    private final States states;
    private final SilentNodes nodes;
    private final Instant now;

    SilenceWatch(RuleSet rules, States states, SilentNodes nodes, Instant now) {
        this.rules = rules;
        this.states = states;
        this.nodes = nodes;
        this.now = now;
    }

    /**
     * Judges all of these partitions, and notes when the next rule's time comes.
     *
     * @return whether it could: otherwise nothing was judged, and what is due stays so
     */
    boolean judge(Set<Integer> partitions, Evaluation evaluation) {
        Optional<List<Silent>> known = nodes.of(partitions);
        if (known.isEmpty()) {
            return false;
        }
        Map<Integer, Instant> next = new HashMap<>();
        for (Silent silent : known.get()) {
            for (WatchedRule watched : rules.watching(silent.node())) {
                if (watched.rule().condition() instanceof Silence silence) {
                    judge(silent, watched, silence, next, evaluation);
                }
            }
        }
        partitions.forEach(partition -> end(partition, evaluation));
        nodes.judged(partitions, next);
        return true;
    }

    private void judge(
            Silent silent,
            WatchedRule watched,
            Silence silence,
            Map<Integer, Instant> next,
            Evaluation evaluation) {
        int partition = nodes.partitionOf(silent.node());
        var key = new StateKey(partition, watched.number(), silent.node().number());
        Instant since = Objects.requireNonNull(silent.status().silentSince());
        Instant deadline = since.plusSeconds(silence.afterSeconds());
        RuleState state = states.find(key);
        if (state != null && state.isFiring()) {
            return;
        }
        if (silent.status().status() == NodeStatus.MAINTENANCE) {
            evaluation.waitsSilently(key, watched, since);
        } else if (deadline.isAfter(now)) {
            evaluation.waitsSilently(key, watched, since);
            next.merge(partition, deadline, (one, other) -> one.isBefore(other) ? one : other);
        } else {
            evaluation.openSilent(key, watched, silent.node(), since);
        }
    }

    /** A node that reports again, or that its rule does not watch any more. */
    private void end(int partition, Evaluation evaluation) {
        for (StateKey key : states.keys(partition)) {
            WatchedRule watched = rules.find(key.ruleNumber());
            if (watched != null && watched.rule().condition() instanceof Silence) {
                nodes.reporting(key.nodeNumber()).ifPresent(_ -> evaluation.endSilent(key));
            }
        }
    }
}
