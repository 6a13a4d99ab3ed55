package com.evaratech.telemetry.history;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The part of a file that is read at a time, record by record. A record ends with its line, unless
 * a quote that began in it goes on; one whose quote never ends is its first line. Not thread-safe.
 */
final class FileWindow {

    /** No record is as long. */
    static final int LONGEST_BYTES = 64 << 10;

    private static final int MOST_LINES = 100;

    private final Cells cells;
    private final byte[] bytes;
    private final boolean isEnd;
    private int at;
    private long line;

    /**
     * @param isEnd whether nothing of the file is behind it
     * @param line of its first byte, from 1
     */
    FileWindow(Cells cells, byte[] bytes, boolean isEnd, long line) {
        this.cells = cells;
        this.bytes = bytes;
        this.isEnd = isEnd;
        this.line = line;
    }

    /**
     * A record as text.
     *
     * @param line where it begins
     * @param isTooLong whether it is longer than any; then the text is its beginning
     */
    record Raw(long line, String text, boolean isTooLong) {}

    /** The next one that is not blank; empty when what is left is no whole one. */
    Optional<Raw> next() {
        while (at < bytes.length) {
            int end = endOfLine(at);
            if (end < 0) {
                return Optional.empty();
            }
            if (end - at > LONGEST_BYTES) {
                var raw = new Raw(line, text(at, at + 100), true);
                move(end, 1);
                return Optional.of(raw);
            }
            String text = text(at, end);
            if (text.isBlank()) {
                move(end, 1);
                continue;
            }
            Cells.End quote = cells.end(Cells.End.START, text);
            return quote.isQuoted() ? goesOn(text, end, quote) : Optional.of(take(text, end, 1));
        }
        return Optional.empty();
    }

    /** Bytes that are behind us. */
    int consumed() {
        return at;
    }

    /** The line of the next byte. */
    long line() {
        return line;
    }

    /** A record whose first line has a quote that does not end in it. */
    private Optional<Raw> goesOn(String first, int firstEnd, Cells.End firstQuote) {
        var text = new StringBuilder(first);
        Cells.End quote = firstQuote;
        int end = firstEnd;
        for (int lines = 2; lines <= MOST_LINES && end - at <= LONGEST_BYTES; lines++) {
            if (end + 1 >= bytes.length) {
                if (!isEnd) {
                    return Optional.empty();
                }
                break;
            }
            int next = endOfLine(end + 1);
            if (next < 0) {
                return Optional.empty();
            }
            String more = text(end + 1, next);
            text.append('\n').append(more);
            quote = cells.end(quote.nextLine(), more);
            end = next;
            if (!quote.isQuoted()) {
                return Optional.of(take(text.toString(), end, lines));
            }
        }
        return Optional.of(take(first, firstEnd, 1));
    }

    private Raw take(String text, int end, int lines) {
        var raw = new Raw(line, text, false);
        move(end, lines);
        return raw;
    }

    private void move(int end, int lines) {
        at = Math.min(bytes.length, end + 1);
        line += lines;
    }

    /**
     * Place of the line's end; the window's if the file ends there or no line is as long; or -1.
     */
    private int endOfLine(int from) {
        for (int place = from; place < bytes.length; place++) {
            if (bytes[place] == '\n') {
                return place;
            }
        }
        return isEnd || bytes.length - from > LONGEST_BYTES ? bytes.length : -1;
    }

    private String text(int from, int to) {
        String text =
                new String(bytes, from, Math.min(to, bytes.length) - from, StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
