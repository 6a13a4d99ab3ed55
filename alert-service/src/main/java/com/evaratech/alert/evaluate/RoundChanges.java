package com.evaratech.alert.evaluate;

import com.evaratech.alert.alerts.AlertChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a round changes: states by their last value, alerts in the order of what happened. */
final class RoundChanges {

    private final Map<StateKey, RuleState> written = new HashMap<>();
    private final Set<StateKey> removed = new HashSet<>();
    private final Set<JudgedNode> judged = new HashSet<>();
    private final List<AlertChange> alerts = new ArrayList<>();

    void write(StateKey key, RuleState state) {
        removed.remove(key);
        written.put(key, state);
    }

    void remove(StateKey key) {
        written.remove(key);
        removed.add(key);
    }

    /** The node's states are further than they were, or fewer. */
    void judged(int partition, long nodeNumber) {
        judged.add(new JudgedNode(partition, nodeNumber));
    }

    void alert(AlertChange change) {
        alerts.add(change);
    }

    Map<StateKey, RuleState> written() {
        return written;
    }

    Set<StateKey> removed() {
        return removed;
    }

    Set<JudgedNode> judged() {
        return judged;
    }

    List<AlertChange> alerts() {
        return alerts;
    }
}
