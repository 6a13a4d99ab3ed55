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

    // By partition and node.
    private final Map<Integer, Map<Long, NodeStates>> byPartition = new HashMap<>();
    private final Map<StateKey, Phase> notable = new ConcurrentHashMap<>();

    @Nullable RuleState find(StateKey key) {
        return ofNode(key.partition(), key.nodeNumber()).find(key.ruleNumber());
    }

    /** The states of a node. */
    NodeStates ofNode(int partition, long nodeNumber) {
        return byPartition
                .getOrDefault(partition, Map.of())
                .getOrDefault(nodeNumber, NodeStates.NONE);
    }

    /** The states of a node, to which those of more rules may be added by {@link #put}. */
    NodeStates growing(int partition, long nodeNumber) {
        return byPartition
                .computeIfAbsent(partition, _ -> new HashMap<>())
                .computeIfAbsent(nodeNumber, _ -> new NodeStates());
    }

    void put(StateKey key, RuleState state) {
        put(growing(key.partition(), key.nodeNumber()), key, state);
    }

    /**
     * Sets a state of a node that was looked up before.
     *
     * @param node the node's growing states
     */
    void put(NodeStates node, StateKey key, RuleState state) {
        RuleState before = node.put(key.ruleNumber(), state);
        // As a rule nothing is the matter, and nothing was.
        if (!(state.phase() instanceof Phase.Ok)) {
            notable.put(key, state.phase());
        } else if (before != null && !(before.phase() instanceof Phase.Ok)) {
            notable.remove(key);
        }
    }

    void remove(StateKey key) {
        var nodes = byPartition.getOrDefault(key.partition(), Map.of());
        NodeStates states = nodes.get(key.nodeNumber());
        if (states != null) {
            states.remove(key.ruleNumber());
            forgetIfEmpty(key.partition(), key.nodeNumber());
        }
        notable.remove(key);
    }

    /** A node that was to grow and did not: none of its readings was any rule's. */
    void forgetIfEmpty(int partition, long nodeNumber) {
        Map<Long, NodeStates> nodes = byPartition.get(partition);
        if (nodes != null && ofNode(partition, nodeNumber).isEmpty()) {
            nodes.remove(nodeNumber);
        }
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
                .forEach((node, states) -> {
                    for (long rule : states.rules()) {
                        keys.add(new StateKey(partition, rule, node));
                    }
                });
        return keys;
    }

    /** Those that are pending or firing. From any thread. */
    Map<StateKey, Phase> notable() {
        return notable;
    }
}
