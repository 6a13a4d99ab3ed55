package com.evaratech.bench.proof;

import com.evaratech.common.stream.Entry;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The entries of the proof: a number each, some of them made so that nobody can digest them. */
final class Numbered {

    private static final int KIND = 1;
    private static final int SCHEMA = 1;

    /** How an entry goes down. */
    enum Taste {
        GOOD(0),
        /** The handler cannot read it. */
        UNREADABLE(1),
        /** The database refuses its row. */
        REFUSED(2);

        private final int code;

        Taste(int code) {
            this.code = code;
        }
    }

    private Numbered() {}

    static Entry entry(long key, long number, Taste taste) {
        var payload = ByteBuffer.allocate(1 + Long.BYTES).put((byte) taste.code);
        return new Entry(SCHEMA, KIND, key, null, payload.putLong(number).array());
    }

    static long number(Entry entry) {
        return ByteBuffer.wrap(entry.payload()).getLong(1);
    }

    static Taste taste(Entry entry) {
        int code = entry.payload()[0];
        return Arrays.stream(Taste.values())
                .filter(taste -> taste.code == code)
                .findFirst()
                .orElseThrow();
    }
}
