package com.evaratech.alert.evaluate;

/**
 * What one reading did to a state.
 *
 * @param state from now on
 * @param effect what became of the alert
 */
record Step(RuleState state, Effect effect) {

    /** What became of the alert. */
    enum Effect {
        /** The reading was not judged: it is late, or was seen before. */
        IGNORED,
        /** There was none and is none. */
        NONE,
        OPENED,
        /** It stays open. */
        GOES_ON,
        CLEARED
    }
}
