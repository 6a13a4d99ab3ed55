package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.SilentNodes.Silent;
import com.evaratech.alert.rules.Silence;
import com.evaratech.alert.rules.WatchedRule;
import com.evaratech.common.directory.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges silence in some partitions. A node that work is done on opens no alert; one that is open
 * stays so.
 */
final class SilenceWatch {

    // A person may end an alert while its node stays silent, and nothing tells of that.
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

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
        RuleState state = states.find(key);
        if (state != null && state.isFiring()) {
            evaluation.goesOnSilently(key, since);
            next.merge(partition, now.plus(BETWEEN_LOOKS), SilenceWatch::earlier);
            return;
        }
        Instant counted = countedFrom(since, state);
        Instant deadline = counted.plusSeconds(silence.afterSeconds());
        if (silent.status().status() == NodeStatus.MAINTENANCE) {
            evaluation.waitsSilently(key, watched, counted);
        } else if (deadline.isAfter(now)) {
            evaluation.waitsSilently(key, watched, counted);
            next.merge(partition, deadline, SilenceWatch::earlier);
        } else {
            evaluation.openSilent(key, watched, silent.node(), since);
        }
    }

    /**
     * What the rule's time is counted from: the silence's beginning, or, when a person ended its
     * alert, the look that found so. Only that one is later than the last change of the state.
     */
    private static Instant countedFrom(Instant since, @Nullable RuleState state) {
        if (state != null
                && state.phase() instanceof Phase.Pending(long begun)
                && begun > state.evaluatedMillis()
                && begun > since.toEpochMilli()) {
            return Instant.ofEpochMilli(begun);
        }
        return since;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
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
