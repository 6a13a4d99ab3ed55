package com.evaratech.common.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Bytes being written: numbers take as many as they need, seven bits in each. */
final class PackedWriter {

    private static final int FIRST_SIZE = 256;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    void octet(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        bytes[size++] = (byte) value;
    }

    /** Any number; those that are not negative and small are short. */
    void unsigned(long value) {
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            octet((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** Any number; those near zero are short. */
    void signed(long value) {
        unsigned(PackedNumber.zigzag(value));
    }

    void number(double value) {
        PackedNumber.write(value, this);
    }

    /** Sixteen bytes, the highest first. */
    void id(UUID id) {
        eight(id.getMostSignificantBits());
        eight(id.getLeastSignificantBits());
    }

    /** Its length in bytes of UTF-8, and those. */
    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        unsigned(encoded.length);
        for (byte each : encoded) {
            octet(each);
        }
    }

    private void eight(long bits) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            octet((int) (bits >>> shift));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
