package com.evaratech.common.stream;

import com.evaratech.common.trace.Traceparent;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an entry on the bus, one field of its stream entry: envelope version, schema, kind
 * and flags (a byte each), the key as a variable-length number, the trace context (25 bytes, when
 * there is one), the payload. One field instead of one for each part, because reading single
 * entries costs as much as their number of fields.
 */
public final class EntryCodec {

    /** The only field of a stream entry. */
    public static final String FIELD = "e";

    private static final int ENVELOPE = 1;
    private static final int TRACED = 1;
    private static final int FIXED_BYTES = 4;
    private static final int LONGEST_NUMBER = 9;
    private static final int TRACE_BYTES = 25;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;

    private EntryCodec() {}

    /** The bytes of an entry. */
    public static byte[] encode(Entry entry) {
        byte @Nullable [] trace = traceBytes(entry.traceparent());
        byte[] payload = entry.payload();
        var buffer =
                ByteBuffer.allocate(FIXED_BYTES + LONGEST_NUMBER + TRACE_BYTES + payload.length);
        buffer.put((byte) ENVELOPE);
        buffer.put((byte) entry.schema());
        buffer.put((byte) entry.kind());
        buffer.put((byte) (trace == null ? 0 : TRACED));
        long rest = entry.key();
        while (rest > SEVEN_BITS) {
            buffer.put((byte) ((rest & SEVEN_BITS) | MORE));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
        if (trace != null) {
            buffer.put(trace);
        }
        buffer.put(payload);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /**
     * Whether the envelope or the payload is of a form newer than a reader knows. Such bytes are
     * not wrong; they wait for a newer reader.
     */
    public static boolean isNewerThan(int newestSchema, byte[] bytes) {
        return bytes.length >= FIXED_BYTES
                && (Byte.toUnsignedInt(bytes[0]) > ENVELOPE
                        || Byte.toUnsignedInt(bytes[1]) > newestSchema);
    }

    /**
     * Reads an entry.
     *
     * @throws IllegalArgumentException when the bytes are not one
     */
    public static Entry decode(byte[] bytes) {
        try {
            var buffer = ByteBuffer.wrap(bytes);
            if (buffer.get() != ENVELOPE) {
                throw new IllegalArgumentException("no entry: unknown envelope " + bytes[0]);
            }
            int schema = Byte.toUnsignedInt(buffer.get());
            int kind = Byte.toUnsignedInt(buffer.get());
            boolean traced = (buffer.get() & TRACED) != 0;
            long key = number(buffer);
            @Nullable String traceparent = traced ? traceparent(buffer) : null;
            byte[] payload = new byte[buffer.remaining()];
            buffer.get(payload);
            return new Entry(schema, kind, key, traceparent, payload);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("no entry: cut off", e);
        }
    }

    private static long number(ByteBuffer buffer) {
        long number = 0;
        for (int i = 0; i < LONGEST_NUMBER; i++) {
            byte next = buffer.get();
            number |= (long) (next & SEVEN_BITS) << (7 * i);
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("no entry: its key is too long");
    }

    /** A context that is not of the form is left out: it must not cost the entry. */
    private static byte @Nullable [] traceBytes(@Nullable String traceparent) {
        if (traceparent == null || !Traceparent.hasForm(traceparent)) {
            return null;
        }
        return HexFormat.of().parseHex(traceparent.substring(3).replace("-", ""));
    }

    private static String traceparent(ByteBuffer buffer) {
        byte[] trace = new byte[TRACE_BYTES];
        buffer.get(trace);
        String hex = HexFormat.of().formatHex(trace);
        return "00-" + hex.substring(0, 32) + "-" + hex.substring(32, 48) + "-" + hex.substring(48);
    }
}
