package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.Step.Effect;
import com.evaratech.alert.rules.Anomaly;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Judges a value by what is usual for its node. Outside is what lies farther from the expected than
 * the margin times the farthest of late, which counts as {@value #NEAREST} scatters at least. An
 * alert is over when the value is within half of that.
 *
 * <p>Nothing is judged in the first {@value #LEARNING_DAYS} days, in which the profile learns how
 * far is far, nor of a series that has never changed. What stays far for a week is what is usual
 * from then on, and so is what comes after four weeks without any reading: the profile begins anew.
 */
final class AnomalyJudge {

    static final int LEARNING_DAYS = 6;

    /** With the usual margin four scatters: one of 10,000 would be outside of a normal one. */
    static final double NEAREST = 2.25;

    private static final int READINGS_NEEDED = 24;
    private static final double CLEARS_WITHIN = 0.5;
    private static final long SECOND_MILLIS = 1_000;
    private static final long DAY_MILLIS = 86_400 * SECOND_MILLIS;
    private static final long NEW_NORMAL_MILLIS = 7 * DAY_MILLIS;
    private static final long LONGEST_GAP_MILLIS = 28 * DAY_MILLIS;
    private static final double[] NONE = {};

    private AnomalyJudge() {}

    static Step judge(
            Anomaly condition, RuleState state, long atMillis, double value, ZoneId zone) {
        if (atMillis <= state.evaluatedMillis()) {
            return Step.ignored(state);
        }
        long offset =
                zone.getRules().getOffset(Instant.ofEpochMilli(atMillis)).getTotalSeconds()
                        * SECOND_MILLIS;
        if (!(state.memory() instanceof Profile profile) || isOutdated(profile, atMillis)) {
            Profile begun = Profile.begun(atMillis, value, offset);
            return Judge.move(state.remembering(begun), Verdict.UNKNOWN, atMillis, 0, value);
        }
        double expected = profile.expected(atMillis + offset);
        double scatter = profile.scatter(atMillis + offset);
        double above = profile.isConstant() || scatter == 0 ? 0 : (value - expected) / scatter;
        double[] deviations = {above, -above};
        boolean isLearning = isLearning(profile, atMillis);
        double[] limits = isLearning ? NONE : limits(condition, profile);
        Profile next =
                profile.isOfThisSlot(atMillis)
                        ? profile
                        : profile.learned(atMillis, offset, value, deviations, limits);
        RuleState told = next == profile ? state : state.remembering(next);
        if (isLearning) {
            return Judge.move(told, Verdict.UNKNOWN, atMillis, 0, value);
        }
        Step step =
                Judge.move(
                        told,
                        Verdict.of(
                                isOutside(condition, deviations, limits, 1),
                                !isOutside(condition, deviations, limits, CLEARS_WITHIN)),
                        atMillis,
                        condition.durationSeconds() * SECOND_MILLIS,
                        value);
        Expected range =
                new Expected(
                        expected - limits[Profile.DOWN] * scatter,
                        expected + limits[Profile.UP] * scatter);
        // Once for each alert: what only pends would otherwise raise what it is judged by next.
        RuleState after =
                step.effect() == Effect.OPENED
                        ? step.state().remembering(next.used(deviations, limits))
                        : step.state();
        return new Step(after, step.effect(), value, range);
    }

    private static boolean isOutdated(Profile profile, long atMillis) {
        return atMillis - profile.lastMillis() > LONGEST_GAP_MILLIS
                || atMillis - profile.farSinceMillis() >= NEW_NORMAL_MILLIS;
    }

    private static boolean isLearning(Profile profile, long atMillis) {
        return atMillis - profile.sinceMillis() < LEARNING_DAYS * DAY_MILLIS
                || profile.count() < READINGS_NEEDED
                || profile.isConstant();
    }

    private static double[] limits(Anomaly condition, Profile profile) {
        double[] limits = new double[Profile.SIDES];
        for (int side = 0; side < limits.length; side++) {
            limits[side] = condition.margin() * Math.max(NEAREST, profile.farthest(side));
        }
        return limits;
    }

    private static boolean isOutside(
            Anomaly condition, double[] deviations, double[] limits, double share) {
        return (condition.looksAbove() && deviations[Profile.UP] > share * limits[Profile.UP])
                || (condition.looksBelow()
                        && deviations[Profile.DOWN] > share * limits[Profile.DOWN]);
    }
}
