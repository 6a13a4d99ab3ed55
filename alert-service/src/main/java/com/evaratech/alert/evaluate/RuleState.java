package com.evaratech.alert.evaluate;

/**
 * What is known of a node under a rule.
 *
 * @param conditionVersion the version of the rule's condition that it was judged by; another one
 *     starts anew
 * @param evaluatedMillis the newest reading judged, in milliseconds of the epoch: what is not newer
 *     has no effect
 * @param phase how far it is
 * @param memory what its kind of condition must know besides
 */
record RuleState(long conditionVersion, long evaluatedMillis, Phase phase, Memory memory) {

    /** Of a condition that looks at one reading only. */
    RuleState(long conditionVersion, long evaluatedMillis, Phase phase) {
        this(conditionVersion, evaluatedMillis, phase, Memory.NONE);
    }

    /** Before the first reading. */
    static RuleState fresh(long conditionVersion) {
        return new RuleState(conditionVersion, Long.MIN_VALUE, Phase.OK);
    }

    /** This state after a reading of that time was judged and changed nothing else. */
    RuleState judgedUpTo(long millis) {
        return new RuleState(conditionVersion, Math.max(evaluatedMillis, millis), phase, memory);
    }

    /** This state with the condition's time begun anew. */
    RuleState pendingSince(long millis) {
        return new RuleState(conditionVersion, evaluatedMillis, new Phase.Pending(millis), memory);
    }

    /** This state with something else to be known. */
    RuleState remembering(Memory other) {
        return new RuleState(conditionVersion, evaluatedMillis, phase, other);
    }

    boolean isFiring() {
        return phase instanceof Phase.Firing;
    }

    /** Whether more than how far it is judged differs. */
    boolean hasMovedFrom(RuleState before) {
        return !phase.equals(before.phase) || !memory.equals(before.memory);
    }
}
