package com.evaratech.local.thingspeak.campus;

/**
 * How often things are odd. The first three count per row, the others per value; all are
 * probabilities.
 *
 * @param dropOut a row that never arrives
 * @param equalTime a row with the time of the one before it
 * @param futureDated a row dated ten years ahead
 * @param absent null instead of the value
 * @param lineEnds the value followed by CR and LF, once or more
 * @param blanks the value between blanks
 * @param nan some spelling of NaN
 * @param empty an empty string
 * @param rubbish the value followed by something else
 * @param decimalComma a comma for the point
 * @param word a word such as None or N/A
 */
public record QuirkRates(
        double dropOut,
        double equalTime,
        double futureDated,
        double absent,
        double lineEnds,
        double blanks,
        double nan,
        double empty,
        double rubbish,
        double decimalComma,
        double word) {
    /** A campus without faults. */
    public static final QuirkRates NONE = new QuirkRates(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Rows get lost now and then, line ends and blanks hang on values as on real channels; every
     * value is usable.
     */
    public static final QuirkRates MILD = new QuirkRates(0.005, 0, 0, 0, 0.03, 0.02, 0, 0, 0, 0, 0);

    /** As the mass of real channels: 92 % plain numbers, 6 % with white space, 2 % no numbers. */
    public static final QuirkRates REAL =
            new QuirkRates(0.01, 0.001, 0, 0.02, 0.045, 0.015, 0.008, 0.004, 0.004, 0.001, 0.003);

    /** Everything often, dates of the future included. */
    public static final QuirkRates ROUGH =
            new QuirkRates(0.1, 0.05, 0.002, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.02, 0.05);

    public QuirkRates {
        double[] all = {
            dropOut,
            equalTime,
            futureDated,
            absent,
            lineEnds,
            blanks,
            nan,
            empty,
            rubbish,
            decimalComma,
            word
        };
        for (double rate : all) {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("rate " + rate + " is not between 0 and 1");
            }
        }
    }
}
