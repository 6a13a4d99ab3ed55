package com.evaratech.alert.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The states of the partitions that this process has, in memory. For the consumer's thread; only
 * {@link #notable} may be read by others.
 */
final class States {

    // A node has a handful of rules: partition, node, rule.
    private final Map<Integer, Map<Long, Map<Long, RuleState>>> byPartition = new HashMap<>();
    private final Map<StateKey, Phase> notable = new ConcurrentHashMap<>();

    @Nullable RuleState find(StateKey key) {
        return ofNode(key.partition(), key.nodeNumber()).get(key.ruleNumber());
    }

    /** The states of a node by the numbers of their rules. */
    Map<Long, RuleState> ofNode(int partition, long nodeNumber) {
        return byPartition.getOrDefault(partition, Map.of()).getOrDefault(nodeNumber, Map.of());
    }

    void put(StateKey key, RuleState state) {
        byPartition
                .computeIfAbsent(key.partition(), _ -> new HashMap<>())
                .computeIfAbsent(key.nodeNumber(), _ -> new HashMap<>())
                .put(key.ruleNumber(), state);
        if (state.phase() instanceof Phase.Ok) {
            notable.remove(key);
        } else {
            notable.put(key, state.phase());
        }
    }

    void remove(StateKey key) {
        var nodes = byPartition.getOrDefault(key.partition(), Map.of());
        Map<Long, RuleState> rules = nodes.get(key.nodeNumber());
        if (rules != null && rules.remove(key.ruleNumber()) != null && rules.isEmpty()) {
            nodes.remove(key.nodeNumber());
        }
        notable.remove(key);
    }

    void drop(Set<Integer> partitions) {
        partitions.forEach(byPartition::remove);
        notable.keySet().removeIf(key -> partitions.contains(key.partition()));
    }

    /** The names of a partition's states, to be walked while they change. */
    List<StateKey> keys(int partition) {
        List<StateKey> keys = new ArrayList<>();
        byPartition
                .getOrDefault(partition, Map.of())
                .forEach((node, rules) ->
                        rules.keySet()
                                .forEach(rule -> keys.add(new StateKey(partition, rule, node))));
        return keys;
    }

    /** Those that are pending or firing. From any thread. */
    Map<StateKey, Phase> notable() {
        return notable;
    }
}
