package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.Memory.Pump;
import com.evaratech.alert.rules.DryRun;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;

/**
 * Judges whether a pump runs dry. What the pump does and what its water does need not come in one
 * reading: a value counts by what was last said of the pump, and only values that were measured
 * while it runs open an alert.
 */
final class DryRunJudge {

    private static final long SECOND_MILLIS = 1_000;

    private DryRunJudge() {}

    static Step judge(DryRun condition, RuleState state, Reading reading) {
        long at = reading.recordedAtMillis();
        var age = new Age(condition.maxAgeSeconds());
        RuleState told = told(age, state, reading);
        boolean isRunning = told.memory() instanceof Pump pump && pump.isRunning();
        if (reading.has(condition.metric()) && at > state.evaluatedMillis()) {
            double value = reading.value(condition.metric());
            return Judge.move(
                    told,
                    verdict(isRunning && condition.holds(value), told, age, at),
                    at,
                    condition.durationSeconds() * SECOND_MILLIS,
                    value);
        }
        if (!told.hasMovedFrom(state)) {
            return Step.ignored(state);
        }
        // How far values are judged stays: one of the same instant may come in another entry.
        return isRunning || state.phase() instanceof Phase.Ok ? Step.silent(told) : stopped(told);
    }

    /** A pump of which nothing was said for long may run or not: that opens and ends nothing. */
    private static Verdict verdict(boolean holds, RuleState told, Age age, long atMillis) {
        boolean isKnown =
                !(told.memory() instanceof Pump pump)
                        || !pump.isRunning()
                        || !age.isOver(pump.toldMillis(), atMillis);
        return isKnown ? Verdict.of(holds, !holds) : Verdict.UNKNOWN;
    }

    private static Step stopped(RuleState told) {
        return new Step(
                new RuleState(
                        told.conditionVersion(), told.evaluatedMillis(), Phase.OK, told.memory()),
                told.isFiring() ? Step.Effect.CLEARED : Step.Effect.NONE,
                Double.NaN);
    }

    /** What a reading says of the pump, unless it is late or says nothing new. */
    private static RuleState told(Age age, RuleState state, Reading reading) {
        long at = reading.recordedAtMillis();
        if (!reading.has(Metric.PUMP_STATUS) || at < state.evaluatedMillis()) {
            return state;
        }
        boolean isRunning = DryRun.isRunning(reading.value(Metric.PUMP_STATUS));
        if (!(state.memory() instanceof Pump known)) {
            return state.remembering(new Pump(isRunning, at, at));
        }
        if (at <= known.sinceMillis()) {
            return state;
        }
        if (known.isRunning() != isRunning) {
            return state.remembering(new Pump(isRunning, at, at));
        }
        return age.isToBeNoted(known.toldMillis(), at)
                ? state.remembering(new Pump(isRunning, known.sinceMillis(), at))
                : state;
    }
}
