package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.Step.Effect;
import com.evaratech.alert.rules.Anomaly;
import com.evaratech.alert.rules.Composite;
import com.evaratech.alert.rules.Condition;
import com.evaratech.alert.rules.DryRun;
import com.evaratech.alert.rules.NightFlow;
import com.evaratech.alert.rules.RateOfChange;
import com.evaratech.alert.rules.Silence;
import com.evaratech.alert.rules.Threshold;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.time.ZoneId;

/**
 * Judges readings, one after the other, by a condition. Pure, and knows no time but the readings'
 * own: the same readings in the same order give the same alerts whenever they are judged. A reading
 * that is not newer than the newest one judged changes nothing, so neither a late one nor one seen
 * twice opens or ends an alert.
 */
final class Judge {

    private static final long SECOND_MILLIS = 1_000;

    private Judge() {}

    /**
     * Judges a reading by any condition. One that has nothing of what the condition looks at leaves
     * the state as it is.
     *
     * @param zone in which the node has its nights
     */
    static Step judge(Condition condition, RuleState state, Reading reading, ZoneId zone) {
        long at = reading.recordedAtMillis();
        return switch (condition) {
            case Threshold threshold ->
                    reading.has(threshold.metric())
                            ? judge(threshold, state, at, reading.value(threshold.metric()))
                            : Step.ignored(state);
            case RateOfChange rate ->
                    reading.has(rate.metric())
                            ? judge(rate, state, at, reading.value(rate.metric()))
                            : Step.ignored(state);
            case NightFlow flow ->
                    reading.has(Metric.FLOW_RATE_LPM)
                            ? NightJudge.judge(
                                    flow, state, at, reading.value(Metric.FLOW_RATE_LPM), zone)
                            : Step.ignored(state);
            case DryRun dry -> DryRunJudge.judge(dry, state, reading);
            case Anomaly anomaly ->
                    reading.has(anomaly.metric())
                            ? AnomalyJudge.judge(
                                    anomaly, state, at, reading.value(anomaly.metric()), zone)
                            : Step.ignored(state);
            case Composite composite -> CompositeJudge.judge(composite, state, reading);
            // The registry tells, not a reading.
            case Silence _ -> Step.ignored(state);
        };
    }

    /** Judges one value by a threshold. */
    static Step judge(Threshold condition, RuleState state, long atMillis, double value) {
        if (atMillis <= state.evaluatedMillis()) {
            return Step.ignored(state);
        }
        return move(
                state,
                Verdict.of(condition.holds(value), condition.clears(value)),
                atMillis,
                condition.durationSeconds() * SECOND_MILLIS,
                value);
    }

    /** Judges what a value makes of a rate. */
    static Step judge(RateOfChange condition, RuleState state, long atMillis, double value) {
        if (atMillis <= state.evaluatedMillis()) {
            return Step.ignored(state);
        }
        long window = condition.windowSeconds() * SECOND_MILLIS;
        Samples before = state.memory() instanceof Samples known ? known : Samples.EMPTY;
        Samples samples = before.with(atMillis, value, window);
        double rate = samples.ratePerHour(atMillis, value, window);
        Verdict verdict =
                Double.isNaN(rate)
                        ? Verdict.UNKNOWN
                        : Verdict.of(condition.holds(rate), condition.clears(rate));
        RuleState remembering = samples == before ? state : state.remembering(samples);
        return move(
                remembering, verdict, atMillis, condition.durationSeconds() * SECOND_MILLIS, rate);
    }

    /**
     * Moves a state on by a verdict.
     *
     * @param neededMillis how long the condition must hold before an alert opens
     * @param value that the verdict is about
     */
    static Step move(
            RuleState state, Verdict verdict, long atMillis, long neededMillis, double value) {
        Phase before = state.phase();
        Phase after =
                switch (before) {
                    case Phase.Ok ok ->
                            verdict == Verdict.HOLDS ? held(neededMillis, atMillis, atMillis) : ok;
                    case Phase.Pending(long since) ->
                            verdict == Verdict.HOLDS
                                    ? held(neededMillis, since, atMillis)
                                    : Phase.OK;
                    case Phase.Firing firing -> verdict == Verdict.CLEARS ? Phase.OK : firing;
                };
        return new Step(
                new RuleState(
                        state.conditionVersion(),
                        Math.max(state.evaluatedMillis(), atMillis),
                        after,
                        state.memory()),
                verdict == Verdict.UNKNOWN
                        ? Effect.NONE
                        : effect(before instanceof Phase.Firing, after instanceof Phase.Firing),
                value);
    }

    private static Phase held(long neededMillis, long sinceMillis, long atMillis) {
        return atMillis - sinceMillis >= neededMillis
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
