package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.Step.Effect;
import com.evaratech.alert.rules.Threshold;
import java.time.Duration;

/**
 * Judges readings, one after the other, by a threshold. Pure, and knows no time but the readings'
 * own: the same readings in the same order give the same alerts whenever they are judged.
 */
final class Judge {

    private Judge() {}

    /**
     * Judges one value.
     *
     * @param atMillis when it was measured; a value that is not newer than the newest one judged
     *     changes nothing, so neither a late reading nor one seen twice opens or ends an alert
     */
    static Step judge(Threshold condition, RuleState state, long atMillis, double value) {
        if (atMillis <= state.evaluatedMillis()) {
            return new Step(state, Effect.IGNORED);
        }
        Phase before = state.phase();
        Phase after =
                switch (before) {
                    case Phase.Ok ok ->
                            condition.holds(value) ? held(condition, atMillis, atMillis) : ok;
                    case Phase.Pending(long since) ->
                            condition.holds(value) ? held(condition, since, atMillis) : Phase.OK;
                    case Phase.Firing firing -> condition.clears(value) ? Phase.OK : firing;
                };
        return new Step(
                new RuleState(state.ruleVersion(), atMillis, after),
                effect(before instanceof Phase.Firing, after instanceof Phase.Firing));
    }

    private static Phase held(Threshold condition, long sinceMillis, long atMillis) {
        long needed = Duration.ofSeconds(condition.durationSeconds()).toMillis();
        return atMillis - sinceMillis >= needed
                ? new Phase.Firing(sinceMillis)
                : new Phase.Pending(sinceMillis);
    }

    private static Effect effect(boolean wasOpen, boolean isOpen) {
        if (wasOpen) {
            return isOpen ? Effect.GOES_ON : Effect.CLEARED;
        }
        return isOpen ? Effect.OPENED : Effect.NONE;
    }
}
