package com.evaratech.poller.source;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of a channel, in the order of their numbers.
 *
 * @param lastEntryId the highest number there is in the channel; 0 when it is empty
 * @param rows some of its rows; each number once
 * @param isFull whether there may be more than was asked for
 */
public record FeedPage(long lastEntryId, List<FeedRow> rows, boolean isFull) {

    public FeedPage {
        rows =
                isInOrder(rows)
                        ? List.copyOf(rows)
                        : rows.stream().sorted(Comparator.comparingLong(FeedRow::entryId)).toList();
    }

    private static boolean isInOrder(List<FeedRow> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i - 1).entryId() > rows.get(i).entryId()) {
                return false;
            }
        }
        return true;
    }

    /** The rows after a number. */
    public List<FeedRow> after(long entryId) {
        int from = rows.size();
        while (from > 0 && rows.get(from - 1).entryId() > entryId) {
            from--;
        }
        return rows.subList(from, rows.size());
    }

    /** The row of a number, if it is here. */
    public Optional<FeedRow> row(long entryId) {
        return rows.stream().filter(row -> row.entryId() == entryId).findFirst();
    }

    /** Both pages as one: the rows of either; full when one of them is. */
    public FeedPage with(FeedPage other) {
        Map<Long, FeedRow> all = new HashMap<>();
        rows.forEach(row -> all.put(row.entryId(), row));
        other.rows.forEach(row -> all.put(row.entryId(), row));
        return new FeedPage(
                Math.max(lastEntryId, other.lastEntryId),
                List.copyOf(all.values()),
                isFull || other.isFull);
    }
}
