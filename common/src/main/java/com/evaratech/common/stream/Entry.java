package com.evaratech.common.stream;

import org.jspecify.annotations.Nullable;

/**
 * What is published and consumed: a payload that the stream does not look into, and what it must
 * know to carry it. Not copied: nobody changes the payload's bytes after they were handed over.
 */
public final class Entry {

    /** Kind of the heartbeat that every source sends; the other kinds are the stream's users'. */
    public static final int WATERMARK = 0;

    /** Highest number of a kind and of a schema: each is one byte in the entry. */
    static final int HIGHEST = 255;

    private final int schema;
    private final int kind;
    private final long key;
    private final @Nullable String traceparent;
    private final byte[] payload;

    /**
     * Creates an entry.
     *
     * @param schema version of the payload's form, 1..255; a consumer holds at one newer than it
     *     knows
     * @param kind what the payload is, 0..255
     * @param key what it is about, not negative; entries of one key keep their order
     * @param traceparent W3C trace context of what caused it
     * @param payload the content
     */
    public Entry(int schema, int kind, long key, @Nullable String traceparent, byte[] payload) {
        if (schema < 1 || schema > HIGHEST || kind < 0 || kind > HIGHEST || key < 0) {
            throw new IllegalArgumentException(
                    "entry with schema %d, kind %d, key %d".formatted(schema, kind, key));
        }
        this.schema = schema;
        this.kind = kind;
        this.key = key;
        this.traceparent = traceparent;
        this.payload = payload;
    }

    public int schema() {
        return schema;
    }

    public int kind() {
        return kind;
    }

    public long key() {
        return key;
    }

    public @Nullable String traceparent() {
        return traceparent;
    }

    public byte[] payload() {
        return payload;
    }
}
