package com.evaratech.common.reading;

/**
 * Measured values are short decimals: 23.75 is written as 2,375 and two places, in two or three
 * bytes instead of eight. What is no short decimal is written with all its 64 bits. Reading gives
 * the very same value.
 */
final class PackedNumber {

    private static final int PLACE_BITS = 3;
    private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;
    private static final int ALL_BITS = PLACE_MASK;
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

    /**
     * Up to here, a whole number and its quotient by a power of ten are exact enough to compare.
     */
    private static final double LARGEST = 1L << 50;

    private PackedNumber() {}

    static void write(double value, PackedWriter out) {
        for (int places = 0; places < POWERS.length; places++) {
            double scaled = Math.rint(value * POWERS[places]);
            if (Math.abs(scaled) <= LARGEST && isSame((long) scaled / POWERS[places], value)) {
                out.unsigned((zigzag((long) scaled) << PLACE_BITS) | places);
                return;
            }
        }
        out.unsigned(ALL_BITS);
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.octet((int) (bits >>> shift));
        }
    }

    static double read(PackedReader in) {
        long packed = in.unsigned();
        int places = (int) packed & PLACE_MASK;
        if (places < ALL_BITS) {
            return unzigzag(packed >>> PLACE_BITS) / POWERS[places];
        }
        long bits = 0;
        for (int i = 0; i < Double.BYTES; i++) {
            bits = (bits << 8) | in.octet();
        }
        return Double.longBitsToDouble(bits);
    }

    /** 0, -1, 1, -2 … as 0, 1, 2, 3 … */
    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    /** By their bits: the zero below zero is another one. */
    private static boolean isSame(double a, double b) {
        return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }
}
