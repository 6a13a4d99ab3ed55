package com.evaratech.alert.evaluate;

/**
 * What is known of a node under a rule.
 *
 * @param ruleVersion the version of the rule that it was judged by; another one starts anew
 * @param evaluatedMillis the newest reading judged, in milliseconds of the epoch: what is not newer
 *     has no effect
 * @param phase how far it is
 * @param memory what its kind of condition must know besides
 */
record RuleState(long ruleVersion, long evaluatedMillis, Phase phase, Memory memory) {

    /** Of a condition that looks at one reading only. */
    RuleState(long ruleVersion, long evaluatedMillis, Phase phase) {
        this(ruleVersion, evaluatedMillis, phase, Memory.NONE);
    }

    /** Before the first reading. */
    static RuleState fresh(long ruleVersion) {
        return new RuleState(ruleVersion, Long.MIN_VALUE, Phase.OK);
    }

    /** This state after a reading of that time was judged and changed nothing else. */
    RuleState judgedUpTo(long millis) {
        return new RuleState(ruleVersion, Math.max(evaluatedMillis, millis), phase, memory);
    }

    /** This state with the condition's time begun anew. */
    RuleState pendingSince(long millis) {
        return new RuleState(ruleVersion, evaluatedMillis, new Phase.Pending(millis), memory);
    }

    /** This state with something else to be known. */
    RuleState remembering(Memory other) {
        return new RuleState(ruleVersion, evaluatedMillis, phase, other);
    }

    boolean isFiring() {
        return phase instanceof Phase.Firing;
    }

    /** Whether more than how far it is judged differs. */
    boolean hasMovedFrom(RuleState before) {
        return !phase.equals(before.phase) || !memory.equals(before.memory);
    }
}
