package com.evaratech.alert.evaluate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The states of one node, by the numbers of their rules. A node has a handful of rules, so they lie
 * one after the other: a hundred thousand nodes fit into a replica, and looking through them is
 * quicker than any map. For the consumer's thread.
 */
final class NodeStates {

    /** Of a node that no rule has judged; nobody puts anything there. */
    static final NodeStates NONE = new NodeStates();

    private long[] rules = new long[0];
    private RuleState[] states = new RuleState[0];

    boolean isEmpty() {
        return rules.length == 0;
    }

    int size() {
        return rules.length;
    }

    /** The numbers of the rules, to be walked while the states change. */
    long[] rules() {
        return rules.clone();
    }

    /** How far the node is judged by each of them, in the order of {@link #rules}. */
    long[] evaluatedMillis() {
        return Arrays.stream(states).mapToLong(RuleState::evaluatedMillis).toArray();
    }

    boolean has(long rule) {
        return place(rule) >= 0;
    }

    @Nullable RuleState find(long rule) {
        int place = place(rule);
        return place < 0 ? null : states[place];
    }

    /** Sets a state; returns what was there. */
    @Nullable RuleState put(long rule, RuleState state) {
        int place = place(rule);
        if (place >= 0) {
            RuleState before = states[place];
            states[place] = state;
            return before;
        }
        int size = rules.length;
        rules = Arrays.copyOf(rules, size + 1);
        states = Arrays.copyOf(states, size + 1);
        rules[size] = rule;
        states[size] = state;
        return null;
    }

    void remove(long rule) {
        int place = place(rule);
        if (place < 0) {
            return;
        }
        int last = rules.length - 1;
        rules[place] = rules[last];
        states[place] = states[last];
        rules = Arrays.copyOf(rules, last);
        states = Arrays.copyOf(states, last);
    }

    private int place(long rule) {
        for (int place = 0; place < rules.length; place++) {
            if (rules[place] == rule) {
                return place;
            }
        }
        return -1;
    }
}
