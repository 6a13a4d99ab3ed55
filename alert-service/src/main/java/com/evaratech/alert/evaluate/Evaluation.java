package com.evaratech.alert.evaluate;

import com.evaratech.alert.alerts.AlertChange;
import com.evaratech.alert.alerts.AlertChange.Measured;
import com.evaratech.alert.alerts.AlertChange.Opened;
import com.evaratech.alert.alerts.AlertChange.Resolved;
import com.evaratech.alert.alerts.AlertKey;
import com.evaratech.alert.alerts.OpenAlert;
import com.evaratech.alert.alerts.ResolvedReason;
import com.evaratech.alert.evaluate.SilentNodes.Silent;
import com.evaratech.alert.rules.Condition;
import com.evaratech.alert.rules.Silence;
import com.evaratech.alert.rules.WatchedRule;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.stream.consume.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The judging of one round: moves the states in memory and notes what is to be written. */
final class Evaluation {

    private final RuleSet rules;
    private final States states;
    private final Instant now;
    private final RoundChanges changes = new RoundChanges();
    private final Map<AlertKey, StateKey> firing = new HashMap<>();

    /**
     * Begins a round.
     *
     * @param now by the service's clock, for what no reading ends
     */
    Evaluation(RuleSet rules, States states, Instant now) {
        this.rules = rules;
        this.states = states;
        this.now = now;
    }

    RoundChanges changes() {
        return changes;
    }

    /**
     * Lets go of every state of a partition whose rule does not watch for what it did: it starts
     * anew, its alert is over. What else changed of a rule, its name or severity, is told by the
     * next alert.
     */
    void reconcile(int partition) {
        for (StateKey key : states.failing(partition, rules::keeps)) {
            RuleState state = states.find(key);
            if (state != null) {
                forget(key, state, reasonOf(rules.find(key.ruleNumber())));
            }
        }
    }

    private static ResolvedReason reasonOf(@Nullable WatchedRule watched) {
        if (watched == null) {
            return ResolvedReason.RULE_REMOVED;
        }
        return watched.rule().enabled()
                ? ResolvedReason.RULE_CHANGED
                : ResolvedReason.RULE_DISABLED;
    }

    /** Lets go of every state of a node that is deleted. */
    void end(int partition, long nodeNumber) {
        for (long ruleNumber : states.ofNode(partition, nodeNumber).rules()) {
            var key = new StateKey(partition, ruleNumber, nodeNumber);
            RuleState state = states.find(key);
            if (state != null) {
                forget(key, state, ResolvedReason.NODE_DELETED);
            }
        }
    }

    /**
     * Ends an alert that is about nothing any more: its node is gone, is not watched by its rule,
     * or belongs to others, whose alert the next reading may open.
     */
    void review(OpenAlert alert, Optional<NodeEntry> node) {
        var key =
                new StateKey(alert.partition(), alert.key().ruleNumber(), alert.key().nodeNumber());
        RuleState state = states.find(key);
        if (state == null) {
            return;
        }
        if (node.isEmpty()) {
            forget(key, state, ResolvedReason.NODE_DELETED);
            return;
        }
        boolean isWatched =
                node
                        .filter(known -> known.placement().equals(alert.placement()))
                        .map(rules::watching)
                        .orElse(List.of())
                        .stream()
                        .anyMatch(watched -> watched.number() == key.ruleNumber());
        if (!isWatched) {
            forget(key, state, ResolvedReason.UNBOUND);
        }
    }

    /** Judges the readings of an entry by every rule that watches their node. */
    void judge(Received<NodeReadings> received, NodeEntry node) {
        List<WatchedRule> watching = rules.watching(node);
        letGo(received.partition(), node.number(), watching);
        if (watching.isEmpty()) {
            return;
        }
        // Looked up once for all rules: finding a node among a hundred thousand costs the most.
        NodeStates held = states.growing(received.partition(), node.number());
        boolean hasMoved = false;
        for (WatchedRule watched : watching) {
            // Silence is what the registry tells, not a reading.
            if (!(watched.rule().condition() instanceof Silence)) {
                hasMoved |= judge(received, node, watched, held);
            }
        }
        if (hasMoved) {
            changes.judged(received.partition(), node.number());
        }
        if (held.isEmpty()) {
            states.forgetIfEmpty(received.partition(), node.number());
        }
    }

    /** Returns whether any of the readings counted. */
    private boolean judge(
            Received<NodeReadings> received, NodeEntry node, WatchedRule watched, NodeStates held) {
        Condition condition = watched.rule().condition();
        RuleState known = held.find(watched.number());
        RuleState before = known == null ? RuleState.fresh(watched.conditionVersion()) : known;
        RuleState state = before;
        for (Reading reading : received.content().readings()) {
            Step step = Judge.judge(condition, state, reading, node.timeZone());
            state = step.state();
            note(step, received, node, watched, reading);
        }
        if (state.equals(before)) {
            return false;
        }
        var key = new StateKey(received.partition(), watched.number(), node.number());
        states.put(held, key, state);
        // That it is further is told by the node's one row.
        if (known == null || state.hasMovedFrom(known)) {
            changes.write(key, state);
        }
        return true;
    }

    /** A node is silent, and its rule waits. */
    void waitsSilently(StateKey key, WatchedRule watched, Instant since) {
        put(key, watched, new Phase.Pending(since.toEpochMilli()));
    }

    /** A node has been silent for as long as its rule waits. */
    void openSilent(StateKey key, WatchedRule watched, Silent silent) {
        Instant since = silent.since();
        put(key, watched, new Phase.Firing(since.toEpochMilli()));
        // The registry's clock may be ahead of ours.
        Instant at = now.isBefore(since) ? since : now;
        var crossing =
                Wording.silence(
                        watched.rule().condition(),
                        silent.hasReported(),
                        Duration.between(since, at).toSeconds());
        changes.alert(
                new Opened(
                        new AlertKey(watched.number(), silent.node().number()),
                        watched.rule().version(),
                        facts(watched, silent.node(), crossing, at),
                        silent.node().category(),
                        since,
                        null));
    }

    /** A node is silent still, and its alert is thought to be open. */
    void goesOnSilently(StateKey key, Instant since) {
        var alert = new AlertKey(key.ruleNumber(), key.nodeNumber());
        firing.put(alert, key);
        // The registry's clock may be ahead of ours.
        long silentSeconds = Math.max(0, Duration.between(since, now).toSeconds());
        changes.alert(new Measured(alert, now, silentSeconds));
    }

    /** A node that was silent reports again. */
    void endSilent(StateKey key) {
        RuleState state = states.find(key);
        if (state != null) {
            forget(key, state, ResolvedReason.CLEARED);
        }
    }

    private void put(StateKey key, WatchedRule watched, Phase phase) {
        RuleState known = states.find(key);
        if (known != null && known.phase().equals(phase)) {
            return;
        }
        var state = new RuleState(watched.conditionVersion(), now.toEpochMilli(), phase);
        states.put(key, state);
        changes.write(key, state);
        changes.judged(key.partition(), key.nodeNumber());
    }

    /**
     * A person has ended an alert whose condition holds: it is as if the condition had begun with
     * what was measured here.
     */
    void beginAnew(Measured value) {
        StateKey key = firing.get(value.key());
        RuleState state = key == null ? null : states.find(key);
        if (key != null && state != null && state.isFiring()) {
            var anew = state.pendingSince(value.at().toEpochMilli());
            states.put(key, anew);
            changes.write(key, anew);
        }
    }

    private void note(
            Step step,
            Received<NodeReadings> received,
            NodeEntry node,
            WatchedRule watched,
            Reading reading) {
        String trace = received.entry().traceparent();
        switch (step.effect()) {
            case IGNORED, NONE -> {}
            case OPENED -> changes.alert(opened(step, node, watched, reading.recordedAt(), trace));
            case GOES_ON -> {
                var key = new AlertKey(watched.number(), node.number());
                firing.put(
                        key,
                        new StateKey(received.partition(), key.ruleNumber(), key.nodeNumber()));
                changes.alert(new Measured(key, reading.recordedAt(), step.value()));
            }
            case CLEARED ->
                    changes.alert(
                            new Resolved(
                                    new AlertKey(watched.number(), node.number()),
                                    reading.recordedAt(),
                                    ResolvedReason.CLEARED,
                                    Double.isNaN(step.value()) ? null : step.value(),
                                    trace));
        }
    }

    private static AlertChange opened(
            Step step,
            NodeEntry node,
            WatchedRule watched,
            Instant at,
            @Nullable String traceparent) {
        if (!(step.state().phase() instanceof Phase.Firing(long since))) {
            throw new IllegalStateException("opened, but " + step.state());
        }
        return new Opened(
                new AlertKey(watched.number(), node.number()),
                watched.rule().version(),
                facts(watched, node, Wording.crossing(watched.rule().condition(), step), at),
                node.category(),
                Instant.ofEpochMilli(since),
                traceparent);
    }

    private static AlertFacts facts(
            WatchedRule watched, NodeEntry node, Crossing crossing, Instant at) {
        var rule = watched.rule();
        return new AlertFacts(
                UUID.randomUUID(),
                rule.id(),
                rule.version(),
                rule.name(),
                rule.severity().code(),
                node.id(),
                node.placement(),
                crossing,
                at,
                null);
    }

    /** The node may have been taken to where other rules watch it. */
    private void letGo(int partition, long nodeNumber, List<WatchedRule> watching) {
        NodeStates held = states.ofNode(partition, nodeNumber);
        int known = 0;
        for (WatchedRule watched : watching) {
            known += held.has(watched.number()) ? 1 : 0;
        }
        // As a rule they are the same, and nothing is to be made for every entry.
        if (known == held.size()) {
            return;
        }
        Set<Long> wanted = watching.stream().map(WatchedRule::number).collect(Collectors.toSet());
        for (long ruleNumber : held.rules()) {
            var key = new StateKey(partition, ruleNumber, nodeNumber);
            RuleState state = held.find(ruleNumber);
            if (state != null && !wanted.contains(ruleNumber)) {
                forget(key, state, ResolvedReason.UNBOUND);
            }
        }
    }

    private void forget(StateKey key, RuleState state, ResolvedReason reason) {
        if (state.isFiring()) {
            var alert = new AlertKey(key.ruleNumber(), key.nodeNumber());
            changes.alert(new Resolved(alert, now, reason, null, null));
        }
        states.remove(key);
        changes.remove(key);
        changes.judged(key.partition(), key.nodeNumber());
    }
}
