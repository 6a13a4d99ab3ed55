package com.evaratech.local.thingspeak.channels;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The packed form of a row's values: two bytes of mask, then for each value two bytes of length and
 * its UTF-8 bytes.
 */
final class Packed {
    private static final int MASK_BYTES = 2;
    private static final int LENGTH_BYTES = 2;

    private Packed() {}

    static byte[] of(Cells cells) {
        byte[][] texts = new byte[Slot.count()][];
        int size = MASK_BYTES;
        int mask = 0;
        for (int i = 0; i < texts.length; i++) {
            String value = cells.get(Slot.at(i));
            if (value != null) {
                texts[i] = value.getBytes(StandardCharsets.UTF_8);
                size += LENGTH_BYTES + texts[i].length;
                mask |= 1 << i;
            }
        }
        byte[] packed = new byte[size];
        putShort(packed, 0, mask);
        int at = MASK_BYTES;
        for (int i = 0; i < texts.length; i++) {
            if ((mask & 1 << i) != 0) {
                putShort(packed, at, texts[i].length);
                System.arraycopy(texts[i], 0, packed, at + LENGTH_BYTES, texts[i].length);
                at += LENGTH_BYTES + texts[i].length;
            }
        }
        return packed;
    }

    static @Nullable String get(byte[] packed, Slot slot) {
        int mask = getShort(packed, 0);
        if ((mask & 1 << slot.index()) == 0) {
            return null;
        }
        int at = MASK_BYTES;
        for (int i = 0; i < slot.index(); i++) {
            if ((mask & 1 << i) != 0) {
                at += LENGTH_BYTES + getShort(packed, at);
            }
        }
        return text(packed, at);
    }

    static Cells cells(byte[] packed) {
        @Nullable String[] values = new @Nullable String[Slot.count()];
        int mask = getShort(packed, 0);
        int at = MASK_BYTES;
        for (int i = 0; i < values.length; i++) {
            if ((mask & 1 << i) != 0) {
                values[i] = text(packed, at);
                at += LENGTH_BYTES + getShort(packed, at);
            }
        }
        return new Cells(values);
    }

    private static String text(byte[] packed, int at) {
        return new String(packed, at + LENGTH_BYTES, getShort(packed, at), StandardCharsets.UTF_8);
    }

    private static void putShort(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    private static int getShort(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
