package com.evaratech.local.thingspeak.channels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows ordered by time, equal times in the order of arrival. Keeps at most a given number; the
 * oldest fall out first. A deque in an array with insertion near its end, which is where rows
 * arrive. Not thread-safe: its channel guards it.
 */
final class TimeLine {
    private static final int FIRST_CAPACITY = 8;

    private final int bound;
    private @Nullable Row[] rows = new @Nullable Row[FIRST_CAPACITY];
    private int head;
    private int end;

    TimeLine(int bound) {
        this.bound = bound;
    }

    int size() {
        return end - head;
    }

    void add(Row row) {
        if (end == rows.length) {
            makeRoom();
        }
        int at = end;
        while (at > head && get(at - 1).second() > row.second()) {
            rows[at] = rows[at - 1];
            at--;
        }
        rows[at] = row;
        end++;
        if (size() > bound) {
            rows[head++] = null;
        }
    }

    /**
     * Moves the rows to the front when half of the array or more is free there, else doubles the
     * array.
     */
    private void makeRoom() {
        int size = size();
        @Nullable Row[] target =
                head >= rows.length / 2 ? rows : Arrays.copyOf(rows, rows.length * 2);
        System.arraycopy(rows, head, target, 0, size);
        Arrays.fill(target, size, target.length, null);
        rows = target;
        head = 0;
        end = size;
    }

    void clear() {
        rows = new @Nullable Row[FIRST_CAPACITY];
        head = 0;
        end = 0;
    }

    /** The newest rows of the window, at most so many, oldest first. */
    List<Row> newest(Window window, int limit) {
        List<Row> found = new ArrayList<>(Math.min(limit, size()));
        for (int at = end - 1; at >= head && found.size() < limit; at--) {
            Row row = get(at);
            if (row.second() < window.fromSecond()) {
                break;
            }
            if (window.holds(row)) {
                found.add(row);
            }
        }
        Collections.reverse(found);
        return found;
    }

    /**
     * The row with the largest entry number that is not above the bound and has a value in the
     * slot, if asked for.
     */
    @Nullable Row lastEntry(long notAbove, @Nullable Slot withValue) {
        Row best = null;
        for (int at = end - 1; at >= head; at--) {
            Row row = get(at);
            boolean larger = best == null || row.entryId() > best.entryId();
            if (larger
                    && row.entryId() <= notAbove
                    && (withValue == null || row.get(withValue) != null)) {
                best = row;
            }
            if (best != null && best.entryId() == notAbove) {
                break;
            }
        }
        return best;
    }

    boolean hasSecond(long second) {
        for (int at = end - 1; at >= head && get(at).second() >= second; at--) {
            if (get(at).second() == second) {
                return true;
            }
        }
        return false;
    }

    private Row get(int at) {
        Row row = rows[at];
        if (row == null) {
            throw new IllegalStateException("no row at " + at + " between " + head + " and " + end);
        }
        return row;
    }
}
