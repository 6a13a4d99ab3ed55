package com.evaratech.alert.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The states of the partitions that this process has, in memory. For the consumer's thread; only
 * {@link #notable} may be read by others.
 */
final class States {

    // By partition and node.
    private final Map<Integer, Map<Long, NodeStates>> byPartition = new HashMap<>();
    private final Map<Integer, Map<StateKey, Phase>> notable = new ConcurrentHashMap<>();

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
            notable.computeIfAbsent(key.partition(), _ -> new ConcurrentHashMap<>())
                    .put(key, state.phase());
        } else if (before != null && !(before.phase() instanceof Phase.Ok)) {
            forgetNotable(key);
        }
    }

    void remove(StateKey key) {
        var nodes = byPartition.getOrDefault(key.partition(), Map.of());
        NodeStates states = nodes.get(key.nodeNumber());
        if (states != null) {
            states.remove(key.ruleNumber());
            forgetIfEmpty(key.partition(), key.nodeNumber());
        }
        forgetNotable(key);
    }

    private void forgetNotable(StateKey key) {
        Map<StateKey, Phase> ofPartition = notable.get(key.partition());
        if (ofPartition != null) {
            ofPartition.remove(key);
        }
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
        notable.keySet().removeAll(partitions);
    }

    /**
     * The names of those states of a partition that a test does not let pass, to be walked while
     * they change. A million are tested where a name of each would cost as much memory as they do.
     */
    List<StateKey> failing(int partition, Test test) {
        List<StateKey> keys = new ArrayList<>();
        byPartition
                .getOrDefault(partition, Map.of())
                .forEach((node, states) -> {
                    for (int place = 0; place < states.size(); place++) {
                        long rule = states.rule(place);
                        if (!test.passes(rule, states.state(place))) {
                            keys.add(new StateKey(partition, rule, node));
                        }
                    }
                });
        return keys;
    }

    /** What a state of a rule is tested by. */
    interface Test {
        boolean passes(long ruleNumber, RuleState state);
    }

    /** The names of a partition's states that are pending or firing, as for {@link #failing}. */
    List<StateKey> notable(int partition) {
        return List.copyOf(notable.getOrDefault(partition, Map.of()).keySet());
    }

    /** Those of all partitions that are pending or firing. From any thread. */
    Stream<Map.Entry<StateKey, Phase>> notable() {
        return notable.values().stream().flatMap(each -> each.entrySet().stream());
    }
}
