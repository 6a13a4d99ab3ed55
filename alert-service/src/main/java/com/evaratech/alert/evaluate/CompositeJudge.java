package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.Memory.Parts;
import com.evaratech.alert.rules.Composite;
import com.evaratech.alert.rules.Composite.Match;
import com.evaratech.alert.rules.Composite.Part;
import com.evaratech.common.reading.Reading;
import java.util.List;

/**
 * Judges several comparisons of one node. Each counts as it was when its metric was last measured;
 * one whose metric was never measured neither holds nor keeps an alert open.
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

    private CompositeJudge() {}

    static Step judge(Composite condition, RuleState state, Reading reading) {
        long at = reading.recordedAtMillis();
        if (at < state.evaluatedMillis()) {
            return Step.ignored(state);
        }
        int before = state.memory() instanceof Parts known ? known.bits() : 0;
        int open = at > state.evaluatedMillis() ? before & CODES : before;
        int bits = measured(condition.conditions(), open, reading);
        if (bits == open) {
            return Step.ignored(state);
        }
        RuleState told = bits == before ? state : state.remembering(new Parts(bits));
        int holding = count(condition, bits, HOLDS);
        return Judge.move(
                told,
                verdict(condition, bits, holding),
                at,
                condition.durationSeconds() * SECOND_MILLIS,
                holding);
    }

    /** Which of the comparisons hold. */
    static List<Part> holding(Composite condition, Memory memory) {
        int bits = memory instanceof Parts known ? known.bits() : 0;
        List<Part> parts = condition.conditions();
        return parts.stream().filter(part -> code(bits, parts.indexOf(part)) == HOLDS).toList();
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

    private static Verdict verdict(Composite condition, int bits, int holding) {
        if (holding >= condition.needed()) {
            return Verdict.HOLDS;
        }
        boolean clears =
                condition.match() == Match.ALL
                        ? count(condition, bits, CLEARS) > 0
                        : count(condition, bits, NEITHER) == 0;
        return Verdict.of(false, clears);
    }
}
