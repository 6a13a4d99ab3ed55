package com.evaratech.alert.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * What a kind of condition must know of earlier readings, besides the phase. Immutable, and made
 * anew only when something of it changes, since each change is written.
 */
sealed interface Memory
        permits Memory.None, Memory.Pump, Memory.Parts, Memory.Night, Samples, Profile {

    /** The one of its kind. */
    None NONE = new None();

    /** The form that is kept: a code of the kind, then its numbers. */
    double[] numbers();

    /** Of a condition that looks at one reading only. */
    record None() implements Memory {
        @Override
        public double[] numbers() {
            return new double[0];
        }
    }

    /**
     * Of a pump.
     *
     * @param isRunning what was last said of it
     * @param sinceMillis the reading that first said so
     * @param toldMillis a reading that said so lately: by {@link Age} not every one is noted
     */
    record Pump(boolean isRunning, long sinceMillis, long toldMillis) implements Memory {

        static final int CODE = 1;

        @Override
        public double[] numbers() {
            return new double[] {CODE, isRunning ? 1 : 0, sinceMillis, toldMillis};
        }

        private static Pump of(double[] numbers) {
            long since = (long) numbers[2];
            // A release before this one noted no more.
            return new Pump(numbers[1] != 0, since, numbers.length > 3 ? (long) numbers[3] : since);
        }
    }

    /**
     * Of several comparisons.
     *
     * @param bits what each was last, and which were measured at the newest instant
     * @param toldMillis of each a reading that measured it lately: by {@link Age} not every one is
     *     noted; empty when that is not known, as of a release before this one
     */
    record Parts(int bits, List<Long> toldMillis) implements Memory {

        static final int CODE = 2;

        private static final int LEADING = 2;

        public Parts {
            toldMillis = List.copyOf(toldMillis);
        }

        @Override
        public double[] numbers() {
            double[] numbers = new double[LEADING + toldMillis.size()];
            numbers[0] = CODE;
            numbers[1] = bits;
            for (int place = 0; place < toldMillis.size(); place++) {
                numbers[LEADING + place] = toldMillis.get(place);
            }
            return numbers;
        }

        private static Parts of(double[] numbers) {
            return new Parts(
                    (int) numbers[1],
                    Arrays.stream(numbers)
                            .skip(LEADING)
                            .mapToObj(number -> (long) number)
                            .toList());
        }
    }

    /**
     * Of a night, the one that is or the next one.
     *
     * @param startMillis where its window begins
     * @param endMillis where its window ends
     * @param minFlowLpm the least flow in it; {@code NaN} when there was none
     * @param eighths which eighths of the window something was measured in, as bits
     * @param nightsAbove how many nights before it, in a row, never went below
     */
    record Night(long startMillis, long endMillis, double minFlowLpm, int eighths, int nightsAbove)
            implements Memory {

        static final int CODE = 3;

        @Override
        public double[] numbers() {
            return new double[] {CODE, startMillis, endMillis, minFlowLpm, eighths, nightsAbove};
        }
    }

    /**
     * The memory of its numbers.
     *
     * @throws IllegalStateException when they are none
     */
    static Memory of(double[] numbers) {
        if (numbers.length == 0) {
            return NONE;
        }
        return switch ((int) numbers[0]) {
            case Pump.CODE -> Pump.of(numbers);
            case Parts.CODE -> Parts.of(numbers);
            case Night.CODE ->
                    new Night(
                            (long) numbers[1],
                            (long) numbers[2],
                            numbers[3],
                            (int) numbers[4],
                            (int) numbers[5]);
            case Samples.CODE -> Samples.of(numbers);
            case Profile.CODE -> Profile.of(numbers);
            default ->
                    throw new IllegalStateException(
                            "rule_state.memory " + Arrays.toString(numbers));
        };
    }
}
