package com.evaratech.alert.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * What one reading did to a state.
 *
 * @param state from now on
 * @param effect what became of the alert
 * @param value that was judged, as the condition measures it; {@code NaN} when none was
 * @param expected what was expected of it, by a condition that learns; otherwise {@code null}
 */
record Step(RuleState state, Effect effect, double value, @Nullable Expected expected) {

    /** Of a condition that compares with what people said. */
    Step(RuleState state, Effect effect, double value) {
        this(state, effect, value, null);
    }

    /** What became of the alert. */
    enum Effect {
        /** The reading was not judged: it is late, or was seen before. */
        IGNORED,
        /** There was none and is none, or nothing could be told. */
        NONE,
        OPENED,
        /** It stays open. */
        GOES_ON,
        CLEARED
    }

    /** The reading was not judged. */
    static Step ignored(RuleState state) {
        return new Step(state, Effect.IGNORED, Double.NaN);
    }

    /** The reading told nothing that counts now. */
    static Step silent(RuleState state) {
        return new Step(state, Effect.NONE, Double.NaN);
    }
}
