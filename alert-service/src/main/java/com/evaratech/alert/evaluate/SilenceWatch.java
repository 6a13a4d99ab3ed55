package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.SilentNodes.Silent;
import com.evaratech.alert.rules.Silence;
import com.evaratech.alert.rules.WatchedRule;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
     * Judges these partitions, and notes when the next rule's time comes: those that are stale and
     * those that something is due in wholly, of the others what the registry has told of.
     *
     * @return whether it could: otherwise nothing was judged, and what is due stays so
     */
    boolean judge(Set<Integer> partitions, Set<Integer> stale, Evaluation evaluation) {
        Set<Integer> whole = new HashSet<>(stale);
        whole.addAll(nodes.due(partitions, now));
        Optional<List<Silent>> known = nodes.of(partitions, whole);
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
        for (int partition : partitions) {
            end(
                    whole.contains(partition)
                            ? states.notable(partition)
                            : nodes.toldOf(partition, states),
                    evaluation);
        }
        nodes.judged(partitions, whole, next, now);
        return true;
    }

    private void judge(
            Silent silent,
            WatchedRule watched,
            Silence silence,
            Map<Integer, Instant> next,
            Evaluation evaluation) {
        Integer patience =
                silent.hasReported()
                        ? Integer.valueOf(silence.afterSeconds())
                        : silence.neverReportedAfterSeconds();
        if (patience == null) {
            return;
        }
        int partition = nodes.partitionOf(silent.node());
        var key = new StateKey(partition, watched.number(), silent.node().number());
        RuleState state = states.find(key);
        if (state != null && state.isFiring()) {
            if (nodes.isToBeLookedAt(partition, silent.node().id(), now)) {
                evaluation.goesOnSilently(key, silent.since());
            }
            next.merge(partition, nodes.nextLook(partition, now), SilenceWatch::earlier);
            return;
        }
        Instant counted = countedFrom(silent.since(), state);
        Instant deadline = counted.plusSeconds(patience);
        if (silent.isWorkedOn()) {
            evaluation.waitsSilently(key, watched, counted);
        } else if (deadline.isAfter(now)) {
            evaluation.waitsSilently(key, watched, counted);
            next.merge(partition, deadline, SilenceWatch::earlier);
        } else {
            evaluation.openSilent(key, watched, silent);
            next.merge(partition, nodes.nextLook(partition, now), SilenceWatch::earlier);
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

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Nodes that report again, or that their rules do not watch any more. */
    private void end(List<StateKey> keys, Evaluation evaluation) {
        for (StateKey key : keys) {
            WatchedRule watched = rules.find(key.ruleNumber());
            if (watched != null && watched.rule().condition() instanceof Silence silence) {
                nodes.reporting(key.nodeNumber())
                        .filter(node ->
                                silence.neverReportedAfterSeconds() == null
                                        || !nodes.hasNeverReported(node))
                        .ifPresent(_ -> evaluation.endSilent(key));
            }
        }
    }
}
