package com.evaratech.api.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow; as text each of them is a letter, so that none is changed on the way. */
final class Bytes {

    private static final int FIRST_SIZE = 256;

    private byte[] content = new byte[FIRST_SIZE];
    private int length;

    void add(byte[] source, int from, int to) {
        int more = to - from;
        if (length + more > content.length) {
            content = Arrays.copyOf(content, Math.max(content.length * 2, length + more));
        }
        System.arraycopy(source, from, content, length, more);
        length += more;
    }

    void add(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.ISO_8859_1);
        add(encoded, 0, encoded.length);
    }

    int length() {
        return length;
    }

    /** What was added, and nothing is left. */
    String takeText() {
        String text = new String(content, 0, length, StandardCharsets.ISO_8859_1);
        length = 0;
        return text;
    }

    /** What was added, and nothing is left. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(content, length);
        length = 0;
        return taken;
    }

    /** Moves everything to the end of others. */
    void moveTo(Bytes others) {
        others.add(content, 0, length);
        length = 0;
    }
}
