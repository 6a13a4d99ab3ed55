package com.evaratech.common.reading;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reads what {@link PackedWriter} wrote; whatever is not that is refused. */
final class PackedReader {

    private static final int LONGEST_NUMBER = 10;
    private static final int SEVEN_BITS = 0x7f;

    private final byte[] bytes;
    private int at;

    PackedReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int octet() {
        if (at == bytes.length) {
            throw new IllegalArgumentException("readings: cut off");
        }
        return Byte.toUnsignedInt(bytes[at++]);
    }

    long unsigned() {
        long number = 0;
        for (int i = 0; i < LONGEST_NUMBER; i++) {
            int next = octet();
            number |= (long) (next & SEVEN_BITS) << (7 * i);
            if (next <= SEVEN_BITS) {
                return number;
            }
        }
        throw new IllegalArgumentException("readings: a number is too long");
    }

    long signed() {
        return PackedNumber.unzigzag(unsigned());
    }

    double number() {
        return PackedNumber.read(this);
    }

    UUID id() {
        return new UUID(eight(), eight());
    }

    String text() {
        long length = unsigned();
        if (length < 0 || length > bytes.length - at) {
            throw new IllegalArgumentException("readings: cut off");
        }
        String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
        at += (int) length;
        return text;
    }

    private long eight() {
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << Byte.SIZE | octet();
        }
        return bits;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }
}
