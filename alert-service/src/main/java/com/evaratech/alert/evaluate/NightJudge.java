package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.Memory.Night;
import com.evaratech.alert.rules.NightFlow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Judges nights by their least flow. A night is judged at the first reading after its window, since
 * until then a lower flow may come. One in which too little was measured is not judged: it neither
 * opens nor ends an alert.
 */
final class NightJudge {

    private static final int EIGHTHS = 8;

    private NightJudge() {}

    static Step judge(
            NightFlow condition, RuleState state, long atMillis, double flowLpm, ZoneId zone) {
        if (atMillis <= state.evaluatedMillis()) {
            return Step.ignored(state);
        }
        Night night =
                state.memory() instanceof Night known ? known : next(condition, atMillis, zone, 0);
        if (atMillis < night.endMillis()) {
            Night measured = measured(night, atMillis, flowLpm);
            return Step.silent(state.judgedUpTo(atMillis).remembering(measured));
        }
        if (!isCovered(night)) {
            Night next = next(condition, atMillis, zone, night.nightsAbove());
            return Step.silent(
                    state.judgedUpTo(atMillis).remembering(measured(next, atMillis, flowLpm)));
        }
        double least = night.minFlowLpm();
        boolean holds = condition.holds(least);
        int nightsAbove = holds ? Math.min(night.nightsAbove() + 1, condition.nights()) : 0;
        Night next = next(condition, atMillis, zone, nightsAbove);
        return Judge.move(
                state.remembering(measured(next, atMillis, flowLpm)),
                Verdict.of(holds, condition.clears(least)),
                atMillis,
                // Nights are counted: a day may have 23 hours, and a reading comes when it comes.
                nightsAbove >= condition.nights() ? 0 : Long.MAX_VALUE,
                least);
    }

    /** The night with a reading, if it is one of its window. */
    private static Night measured(Night night, long atMillis, double flowLpm) {
        if (atMillis < night.startMillis() || atMillis >= night.endMillis()) {
            return night;
        }
        long length = night.endMillis() - night.startMillis();
        int eighth = (int) ((atMillis - night.startMillis()) * EIGHTHS / length);
        int eighths = night.eighths() | 1 << eighth;
        // Math.min would keep the NaN of a night without any.
        boolean isLess = !(flowLpm >= night.minFlowLpm());
        return !isLess && eighths == night.eighths()
                ? night
                : new Night(
                        night.startMillis(),
                        night.endMillis(),
                        isLess ? flowLpm : night.minFlowLpm(),
                        eighths,
                        night.nightsAbove());
    }

    /** Whether something was measured over at least half of the window. */
    private static boolean isCovered(Night night) {
        int eighths = night.eighths();
        return eighths != 0
                && Integer.SIZE
                                - Integer.numberOfLeadingZeros(eighths)
                                - Integer.numberOfTrailingZeros(eighths)
                        > EIGHTHS / 2;
    }

    /** The first night whose window ends after that time, nothing of it measured. */
    static Night next(NightFlow condition, long atMillis, ZoneId zone, int nightsAbove) {
        LocalDate date = Instant.ofEpochMilli(atMillis).atZone(zone).toLocalDate().minusDays(1);
        boolean isOverMidnight = !condition.until().isAfter(condition.from());
        while (true) {
            long start = millis(ZonedDateTime.of(date, condition.from(), zone));
            LocalDate lastDate = isOverMidnight ? date.plusDays(1) : date;
            long end = millis(ZonedDateTime.of(lastDate, condition.until(), zone));
            // Where clocks go forward, a window may be left with no time at all.
            if (end > atMillis && end > start) {
                return new Night(start, end, Double.NaN, 0, nightsAbove);
            }
            date = date.plusDays(1);
        }
    }

    private static long millis(ZonedDateTime time) {
        return time.toInstant().toEpochMilli();
    }
}
