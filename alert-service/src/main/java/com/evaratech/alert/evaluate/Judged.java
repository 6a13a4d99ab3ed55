package com.evaratech.alert.evaluate;

import java.util.HashMap;
import java.util.Map;

/** How far nodes are judged by their rules, as it is committed: for states that are loaded. */
final class Judged {

    private final Map<Long, OfNode> byNode = new HashMap<>();

    private static final class OfNode {

        private final long[] rules;
        private final long[] evaluatedMillis;

        OfNode(long[] rules, long[] evaluatedMillis) {
            this.rules = rules;
            this.evaluatedMillis = evaluatedMillis;
        }

        long atLeast(long evaluated, long rule) {
            // A handful: nothing is found quicker.
            for (int place = 0; place < rules.length; place++) {
                if (rules[place] == rule) {
                    return Math.max(evaluated, evaluatedMillis[place]);
                }
            }
            return evaluated;
        }
    }

    /**
     * Notes how far a node is.
     *
     * @param evaluatedMillis by the rules at the same places
     */
    void put(long node, long[] rules, long[] evaluatedMillis) {
        byNode.put(node, new OfNode(rules, evaluatedMillis));
    }

    /** The newest reading judged, if that is told and newer than what is known otherwise. */
    long atLeast(long evaluatedMillis, long rule, long node) {
        OfNode told = byNode.get(node);
        return told == null ? evaluatedMillis : told.atLeast(evaluatedMillis, rule);
    }
}
