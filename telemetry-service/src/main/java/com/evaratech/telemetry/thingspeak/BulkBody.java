package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.thingspeak.Refusal.Named;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a bulk write, which takes its room as it comes: little until its channel is known,
 * and what a request may have from then on.
 */
final class BulkBody extends FilterInputStream {

    /** The same as of any other request. */
    static final int LIMIT_BYTES = 10 << 20;

    private final BulkRoom room;
    private boolean isKnown;
    private int taken;

    BulkBody(InputStream body, BulkRoom room) {
        super(body);
        this.room = room;
    }

    /**
     * Its channel is known.
     *
     * @throws Refusal when there is no room for what has come
     */
    void know() {
        room.take(true, taken);
        room.giveBack(false, taken);
        isKnown = true;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        count(Math.max(0, count));
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Gives its room back; what was not read is left to the server. */
    @Override
    public void close() {
        room.giveBack(isKnown, taken);
        taken = 0;
    }

    private void count(int bytes) {
        int limit = isKnown ? LIMIT_BYTES : BulkRoom.STRANGER_BYTES;
        if (taken + bytes > limit) {
            throw Refusal.of(
                    Named.REQUEST_TOO_LARGE,
                    isKnown
                            ? "At most %d bytes at once.".formatted(limit)
                            : "At most %d bytes before the key; put it first, or into a header."
                                    .formatted(limit));
        }
        room.take(isKnown, bytes);
        taken += bytes;
    }
}
