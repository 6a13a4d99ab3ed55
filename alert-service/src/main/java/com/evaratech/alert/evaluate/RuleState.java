package com.evaratech.alert.evaluate;

/**
 * What is known of a node under a rule.
 *
 * @param ruleVersion the version of the rule that it was judged by; another one starts anew
 * @param evaluatedMillis the newest reading judged, in milliseconds of the epoch: what is not newer
 *     has no effect
 * @param phase how far it is
 */
record RuleState(long ruleVersion, long evaluatedMillis, Phase phase) {

    /** Before the first reading. */
    static RuleState fresh(long ruleVersion) {
        return new RuleState(ruleVersion, Long.MIN_VALUE, Phase.OK);
    }

    /** This state after a reading of that time was judged and changed nothing else. */
    RuleState judgedUpTo(long millis) {
        return new RuleState(ruleVersion, Math.max(evaluatedMillis, millis), phase);
    }

    /** This state with the condition's time begun anew. */
    RuleState pendingSince(long millis) {
        return new RuleState(ruleVersion, evaluatedMillis, new Phase.Pending(millis));
    }

    boolean isFiring() {
        return phase instanceof Phase.Firing;
    }
}
