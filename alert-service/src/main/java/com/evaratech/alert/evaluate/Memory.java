package com.evaratech.alert.evaluate;

import java.util.Arrays;

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
     */
    record Pump(boolean isRunning, long sinceMillis) implements Memory {

        static final int CODE = 1;

        @Override
        public double[] numbers() {
            return new double[] {CODE, isRunning ? 1 : 0, sinceMillis};
        }
    }

    /**
     * Of several comparisons.
     *
     * @param bits what each was last, and which were measured at the newest instant
     */
    record Parts(int bits) implements Memory {

        static final int CODE = 2;

        @Override
        public double[] numbers() {
            return new double[] {CODE, bits};
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
            case Pump.CODE -> new Pump(numbers[1] != 0, (long) numbers[2]);
            case Parts.CODE -> new Parts((int) numbers[1]);
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
