package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.Memory.Parts;
import com.evaratech.alert.rules.Composite;
import com.evaratech.alert.rules.Composite.Match;
import com.evaratech.alert.rules.Composite.Part;
import com.evaratech.common.reading.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Judges several comparisons of one node. Each counts as it was when its metric was last measured,
 * until that is too old; one whose metric was never measured neither holds nor keeps an alert open.
 *
 * <p>The bits, from the lowest: two for each comparison ({@link #HOLDS} and so on, 0 when it was
 * never measured), then one for each that was measured at the newest instant, so that values of one
 * instant may come in several entries and none counts twice.
 */
final class CompositeJudge {

    private static final int HOLDS = 1;
    private static final int NEITHER = 2;
    private static final int CLEARS = 3;

    private static final int CODE = 3;
    private static final int CODE_BITS = 2;
    private static final int MEASURED = CODE_BITS * Composite.MOST;
    private static final int CODES = (1 << MEASURED) - 1;

    private static final long SECOND_MILLIS = 1_000;
    private static final Parts NOTHING = new Parts(0, List.of());

    private CompositeJudge() {}

    static Step judge(Composite condition, RuleState state, Reading reading) {
        long at = reading.recordedAtMillis();
        if (at < state.evaluatedMillis()) {
            return Step.ignored(state);
        }
        Parts known = state.memory() instanceof Parts parts ? parts : NOTHING;
        int before = known.bits();
        int open = at > state.evaluatedMillis() ? before & CODES : before;
        int bits = measured(condition.conditions(), open, reading);
        if (bits == open) {
            return Step.ignored(state);
        }
        var age = new Age(condition.maxAgeSeconds());
        List<Long> told = told(age, known.toldMillis(), open, bits, reading, condition);
        RuleState next =
                bits == before && told.equals(known.toldMillis())
                        ? state
                        : state.remembering(new Parts(bits, told));
        int counted = counted(condition, age, bits, told, at);
        int holding = count(condition, counted, HOLDS);
        return Judge.move(
                next,
                verdict(condition, counted, bits, holding),
                at,
                condition.durationSeconds() * SECOND_MILLIS,
                holding);
    }

    /** Which of the comparisons hold at the time of a reading that was just judged. */
    static List<Part> holding(Composite condition, RuleState state) {
        List<Part> parts = condition.conditions();
        if (!(state.memory() instanceof Parts known)) {
            return List.of();
        }
        int counted =
                counted(
                        condition,
                        new Age(condition.maxAgeSeconds()),
                        known.bits(),
                        known.toldMillis(),
                        state.evaluatedMillis());
        return parts.stream().filter(part -> code(counted, parts.indexOf(part)) == HOLDS).toList();
    }

    /**
     * When each was measured, by notes.
     *
     * @param before as it was noted
     * @param open bits before the reading
     * @param bits with it
     */
    private static List<Long> told(
            Age age, List<Long> before, int open, int bits, Reading reading, Composite condition) {
        int count = condition.conditions().size();
        long at = reading.recordedAtMillis();
        if (before.size() != count) {
            return Collections.nCopies(count, at);
        }
        List<Long> told = new ArrayList<>(before);
        for (int place = 0; place < count; place++) {
            boolean isMeasured = (bits & ~open & (1 << (MEASURED + place))) != 0;
            // One that turns is written anyway.
            boolean turns = code(bits, place) != code(open, place);
            if (isMeasured && (turns || age.isToBeNoted(before.get(place), at))) {
                told.set(place, at);
            }
        }
        return told;
    }

    /** The bits without those of comparisons that were measured too long ago. */
    private static int counted(
            Composite condition, Age age, int bits, List<Long> told, long atMillis) {
        int counted = bits;
        for (int place = 0; place < told.size() && place < condition.conditions().size(); place++) {
            if (age.isOver(told.get(place), atMillis)) {
                counted &= ~(CODE << (CODE_BITS * place));
            }
        }
        return counted;
    }

    private static int measured(List<Part> parts, int before, Reading reading) {
        int bits = before;
        for (int place = 0; place < parts.size(); place++) {
            Part part = parts.get(place);
            int mark = 1 << (MEASURED + place);
            if ((before & mark) == 0 && reading.has(part.metric())) {
                int shift = CODE_BITS * place;
                int code = code(part, reading.value(part.metric()));
                bits = (bits & ~(CODE << shift)) | (code << shift) | mark;
            }
        }
        return bits;
    }

    private static int code(Part part, double value) {
        if (part.holds(value)) {
            return HOLDS;
        }
        return part.clears(value) ? CLEARS : NEITHER;
    }

    private static int code(int bits, int place) {
        return (bits >> (CODE_BITS * place)) & CODE;
    }

    private static int count(Composite condition, int bits, int code) {
        int count = 0;
        for (int place = 0; place < condition.conditions().size(); place++) {
            count += code(bits, place) == code ? 1 : 0;
        }
        return count;
    }

    /**
     * What the comparisons say together.
     *
     * @param counted bits of those that count
     * @param bits of all: what is too old may keep an alert open that it kept open
     */
    private static Verdict verdict(Composite condition, int counted, int bits, int holding) {
        if (holding >= condition.needed()) {
            return Verdict.HOLDS;
        }
        if (condition.match() == Match.ALL && count(condition, counted, CLEARS) > 0) {
            return Verdict.CLEARS;
        }
        for (int place = 0; place < condition.conditions().size(); place++) {
            int last = code(bits, place);
            if (last != code(counted, place) && last != CLEARS) {
                return Verdict.UNKNOWN;
            }
        }
        return Verdict.of(
                false, condition.match() == Match.ANY && count(condition, counted, NEITHER) == 0);
    }
}
