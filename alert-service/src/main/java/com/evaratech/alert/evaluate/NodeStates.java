package com.evaratech.alert.evaluate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The states of one node, by the numbers of their rules, which lie one after the other in order: so
 * a hundred thousand nodes fit into a replica, and among a handful of rules nothing is found
 * quicker. For the consumer's thread.
 */
final class NodeStates {

    private static final long[] NO_RULES = {};
    private static final RuleState[] NO_STATES = {};

    /** Of a node that no rule has judged; nobody puts anything there. */
    static final NodeStates NONE = new NodeStates();

    private long[] rules = NO_RULES;
    private RuleState[] states = NO_STATES;

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

    /** The rule at a place in their order. */
    long rule(int place) {
        return rules[place];
    }

    /** The state under that rule. */
    RuleState state(int place) {
        return states[place];
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
        int next = -place - 1;
        int size = rules.length;
        rules = Arrays.copyOf(rules, size + 1);
        states = Arrays.copyOf(states, size + 1);
        System.arraycopy(rules, next, rules, next + 1, size - next);
        System.arraycopy(states, next, states, next + 1, size - next);
        rules[next] = rule;
        states[next] = state;
        return null;
    }

    void remove(long rule) {
        int place = place(rule);
        if (place < 0) {
            return;
        }
        int last = rules.length - 1;
        System.arraycopy(rules, place + 1, rules, place, last - place);
        System.arraycopy(states, place + 1, states, place, last - place);
        rules = Arrays.copyOf(rules, last);
        states = Arrays.copyOf(states, last);
    }

    /** Where a rule is, or as a number below zero where it would be. */
    private int place(long rule) {
        return Arrays.binarySearch(rules, rule);
    }
}
