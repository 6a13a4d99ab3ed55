package com.evaratech.gateway.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * What clients are told. It is encoded once for all who read it in the same form, and in no form
 * that nobody reads. For any thread; of two that come at once, both may encode it.
 */
final class Message {

    // RFC 6455 §5.2: the whole of a text; the next bit says that it is compressed (RFC 7692 §6).
    private static final int TEXT = 0x81;
    private static final int PACKED_TEXT = TEXT | 0x40;
    private static final int MOST_IN_ONE_BYTE = 125;
    private static final int MOST_IN_TWO_BYTES = 0xFFFF;
    private static final int TWO_BYTES_FOLLOW = 126;
    private static final int EIGHT_BYTES_FOLLOW = 127;
    private static final int LONGEST_HEAD = 2 + Long.BYTES;

    // Most messages are 200 bytes: more effort finds no more in them.
    private static final int EFFORT = Deflater.BEST_SPEED;
    // RFC 7692 §7.2.1: how everything that is flushed ends, which the reader puts back.
    private static final int FLUSHED_BYTES = 4;
    // What cannot be compressed becomes a little longer.
    private static final int MOST_ADDED = 64;

    private final String json;
    private final String event;
    private volatile byte @Nullable [] plain;
    private volatile byte @Nullable [] packed;
    private volatile byte @Nullable [] eventBytes;

    private Message(String json, String event) {
        this.json = json;
        this.event = event;
    }

    /** A message of this JSON. */
    static Message of(String json) {
        return of(json, "data: " + json);
    }

    /** A message of this JSON, and these lines of a stream of events. */
    static Message of(String json, String event) {
        return new Message(json, event);
    }

    /** As a frame of a WebSocket. Nobody changes it. */
    byte[] frame() {
        byte[] known = plain;
        if (known == null) {
            known = frame(TEXT, utf8());
            plain = known;
        }
        return known;
    }

    /**
     * As a frame for a client that agreed to compression without a context that outlives a message
     * (RFC 7692 §7.1.1): only so it is the same for all of them. Nobody changes it.
     */
    byte[] packedFrame() {
        byte[] known = packed;
        if (known == null) {
            byte[] text = utf8();
            byte[] less = deflated(text);
            known = less.length < text.length ? frame(PACKED_TEXT, less) : frame();
            packed = known;
        }
        return known;
    }

    /** As a server-sent event. Nobody changes it. */
    byte[] event() {
        byte[] known = eventBytes;
        if (known == null) {
            known = (event + "\n\n").getBytes(StandardCharsets.UTF_8);
            eventBytes = known;
        }
        return known;
    }

    private byte[] utf8() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] frame(int kind, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEAD + payload.length);
        frame.put((byte) kind);
        if (payload.length <= MOST_IN_ONE_BYTE) {
            frame.put((byte) payload.length);
        } else if (payload.length <= MOST_IN_TWO_BYTES) {
            frame.put((byte) TWO_BYTES_FOLLOW).putShort((short) payload.length);
        } else {
            frame.put((byte) EIGHT_BYTES_FOLLOW).putLong(payload.length);
        }
        frame.put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    private static byte[] deflated(byte[] text) {
        var deflater = new Deflater(EFFORT, true);
        try {
            deflater.setInput(text);
            byte[] out = new byte[text.length + MOST_ADDED];
            int bytes = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            // One that fills it all is not over, and longer than what it was made of.
            return bytes == out.length ? out : Arrays.copyOf(out, bytes - FLUSHED_BYTES);
        } finally {
            deflater.end();
        }
    }
}
