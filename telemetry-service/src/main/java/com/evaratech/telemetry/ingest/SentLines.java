package com.evaratech.telemetry.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a body that have something in them, read as it comes. Memory is bounded by the
 * longest line that is allowed. Not thread-safe.
 */
final class SentLines {

    /** No reading is as long. */
    static final int LONGEST_BYTES = 64 << 10;

    private static final int PORTION_BYTES = 16 << 10;

    private final InputStream body;
    private final byte[] portion = new byte[PORTION_BYTES];
    private int from;
    private int to;

    SentLines(InputStream body) {
        this.body = body;
    }

    /**
     * The reading in the next line; null behind the last.
     *
     * @throws IOException when the body breaks off
     */
    @Nullable SentItem next() throws IOException {
        while (fill()) {
            var line = new ByteArrayOutputStream();
            int length = readLine(line);
            if (length > LONGEST_BYTES) {
                return SentItem.unreadable(
                        length + " bytes", "a line of at most %d bytes".formatted(LONGEST_BYTES));
            }
            byte[] bytes = line.toByteArray();
            if (!isBlank(bytes)) {
                return SentDocument.readLine(bytes);
            }
        }
        return null;
    }

    /** Moves behind the line; returns its length, of which no more is kept than is allowed. */
    private int readLine(ByteArrayOutputStream line) throws IOException {
        int length = 0;
        while (fill()) {
            int end = from;
            while (end < to && portion[end] != '\n') {
                end++;
            }
            int part = end - from;
            line.write(portion, from, Math.max(0, Math.min(part, LONGEST_BYTES - length)));
            length += part;
            boolean isWhole = end < to;
            from = isWhole ? end + 1 : end;
            if (isWhole) {
                break;
            }
        }
        return length;
    }

    /** Whether something is left. */
    private boolean fill() throws IOException {
        if (from < to) {
            return true;
        }
        from = 0;
        to = Math.max(0, body.read(portion));
        return to > 0;
    }

    private static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\r' && each != '\t') {
                return false;
            }
        }
        return true;
    }
}
