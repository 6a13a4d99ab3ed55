package com.evaratech.poller.polling;

import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.FeedQuery.Newest;
import com.evaratech.poller.source.FeedQuery.Numbers;
import com.evaratech.poller.source.FeedQuery.Times;
import com.evaratech.poller.source.FeedRow;
import com.evaratech.poller.source.NotAsked;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows behind a position, in the order in which they arrived. Mostly the newest page has
 * all of them. It does not when the channel is ahead, when rows were dated back, when more rows
 * than a page has are dated ahead or alike: then they are asked for by number, which is what the
 * cursor counts by.
 *
 * <p>When the channel is far ahead, or the host ignores numbers, only the newest rows are given,
 * and the others become {@link Missing}: nobody waits for today's readings until last year's are
 * read. Numbers between rows that were shown are {@link Awaited}.
 *
 * <p>For one poll of one channel, on one thread.
 */
final class NewRows {

    /** Asks for a page. */
    @FunctionalInterface
    interface Source {
        FeedPage read(FeedQuery query) throws BadAnswer, NotAsked, InterruptedException;
    }

    // A week of minutes: after an outage of ours, alerts are judged in the order of what happened.
    static final int MOST_IN_ORDER = 10 * FeedQuery.PAGE;

    // What a device sends once a second in more than a quarter of an hour.
    private static final long MOST_AWAITED = FeedQuery.PAGE;

    // Rows dated far ahead are found, too.
    static final Instant END_OF_TIME = Instant.parse("2199-12-31T23:59:59Z");

    private final Source source;
    private final int newestAsked;
    private final Instant now;
    private Position position;
    private @Nullable FeedPage newest;
    private List<FeedRow> late = List.of();

    /**
     * Nothing is asked yet.
     *
     * @param newestAsked how many of the newest rows to ask for: when more are new, they are asked
     *     for by number
     */
    NewRows(Source source, int newestAsked, Position position, Instant now) {
        this.source = source;
        this.newestAsked = newestAsked;
        this.position = position;
        this.now = now;
    }

    /** The rows that follow; without any, a batch that ends where the one before did. */
    Batch next() throws BadAnswer, NotAsked, InterruptedException {
        Batch batch = newest == null ? first() : byNumber(newest);
        position = batch.to();
        return batch;
    }

    /** What was shown of it when it was asked for its newest rows; nothing before that. */
    List<FeedRow> newestRows() {
        return newest == null ? List.of() : newest.rows();
    }

    private Batch first() throws BadAnswer, NotAsked, InterruptedException {
        FeedPage page = source.read(new Newest(newestAsked));
        position = isCleared(page) ? position.cleared() : position.overdue(now);
        if (page.isFull() && !isAll(page) && isOfTheFuture(page)) {
            // Such rows stay the newest for ever, and those of today are behind them.
            page = page.with(source.read(new Times(oldest(), end(), FeedQuery.NEWEST)));
        }
        newest = page;
        late = page.rows().stream().filter(row -> position.lacks(row.entryId())).toList();
        if (isAll(page) || !page.isFull()) {
            return last(rows(page), page);
        }
        return page.lastEntryId() - position.entryId() > MOST_IN_ORDER
                ? ahead(page)
                : byNumber(page);
    }

    /** Numbers fall only when a channel was cleared; it may have grown past the cursor since. */
    private boolean isCleared(FeedPage page) {
        return page.lastEntryId() < position.entryId()
                || page.row(position.entryId())
                        .filter(row ->
                                position.rowAt() != null
                                        && !position.rowAt().equals(row.createdAt()))
                        .isPresent();
    }

    /** Asks for the cursor's row again, too: it tells whether these numbers are still the same. */
    private Batch byNumber(FeedPage page) throws BadAnswer, NotAsked, InterruptedException {
        long first = Math.max(1, position.entryId());
        long last = Math.min(page.lastEntryId(), position.entryId() + FeedQuery.PAGE - 1);
        FeedPage found = source.read(new Numbers(first, last));
        if (found.rows().stream().anyMatch(row -> row.entryId() < first || row.entryId() > last)) {
            return ahead(page.with(found));
        }
        if (isCleared(new FeedPage(page.lastEntryId(), found.rows(), false))) {
            position = position.cleared();
            late = List.of();
            return byNumber(page);
        }
        List<FeedRow> rows = union(rows(found), page, last);
        return last == page.lastEntryId() ? last(rows, page) : batch(last, rows, page);
    }

    /** Up to the newest rows that were shown; what is not shown between is missing. */
    private Batch ahead(FeedPage page) {
        List<FeedRow> rows = rows(page);
        // What the last poll counted and did not show, and this one does not show, is not late.
        long counted = Math.min(position.counted(), page.lastEntryId());
        long shown = rows.isEmpty() ? position.entryId() : rows.getLast().entryId();
        long last = Math.max(shown, Math.max(counted, position.entryId()));
        List<Long> read = rows.stream().map(FeedRow::entryId).toList();
        Missing passed = Missing.between(position.entryId() + 1, last, read);
        Instant at = rowAt(last, rows);
        Awaited awaited = awaited(passed, page);
        Position to =
                passed.isEmpty()
                        ? position.at(last, at, page.lastEntryId(), awaited)
                        : position.ahead(last, at, passed, page.lastEntryId(), awaited);
        return withLate(to, rows, false);
    }

    private boolean isOfTheFuture(FeedPage page) {
        return page.rows().stream()
                .map(FeedRow::createdAt)
                .anyMatch(at -> at != null && at.isAfter(end()));
    }

    private Instant end() {
        return now.plus(TimeWindow.STANDARD.ahead()).truncatedTo(ChronoUnit.SECONDS);
    }

    private Instant oldest() {
        return now.minus(TimeWindow.STANDARD.oldest()).truncatedTo(ChronoUnit.SECONDS);
    }

    /** What the newest page showed must not be missed if the other answer is a moment older. */
    private List<FeedRow> union(List<FeedRow> found, FeedPage page, long last) {
        Map<Long, FeedRow> rows = new TreeMap<>();
        page.after(position.entryId()).stream()
                .filter(row -> row.entryId() <= last)
                .forEach(row -> rows.put(row.entryId(), row));
        found.forEach(row -> rows.put(row.entryId(), row));
        return new ArrayList<>(rows.values());
    }

    private Batch batch(long last, List<FeedRow> rows, FeedPage page) {
        List<Long> read = rows.stream().map(FeedRow::entryId).toList();
        Awaited awaited = awaited(Missing.between(position.entryId() + 1, last, read), page);
        Position to = position.at(last, rowAt(last, rows), page.lastEntryId(), awaited);
        return withLate(to, rows, last < page.lastEntryId());
    }

    /** With those that were not shown; of what was counted long before none is waited for. */
    private Awaited awaited(Missing notShown, FeedPage page) {
        return position.awaited().plus(now, notShown.from(page.lastEntryId() - MOST_AWAITED + 1));
    }

    /** With the rows that the newest page shows below the cursor and earlier ones did not. */
    private Batch withLate(Position to, List<FeedRow> rows, boolean isBehind) {
        if (late.isEmpty()) {
            return new Batch(to, rows, isBehind);
        }
        List<FeedRow> all = new ArrayList<>(late);
        all.addAll(rows);
        Position shown = to.shown(late.stream().map(FeedRow::entryId).toList());
        late = List.of();
        return new Batch(shown, all, isBehind);
    }

    private @Nullable Instant rowAt(long last, List<FeedRow> rows) {
        Instant lastAt = last == position.entryId() ? position.rowAt() : null;
        for (FeedRow row : rows) {
            if (row.entryId() == last) {
                lastAt = row.createdAt();
            }
        }
        return lastAt;
    }

    private List<FeedRow> rows(FeedPage page) {
        return page.after(position.entryId());
    }

    /** Whether no number behind the position is missing on a page. */
    private boolean isAll(FeedPage page) {
        return rows(page).size() == page.lastEntryId() - position.entryId();
    }

    /**
     * The end of what there is to be read now. The channel's own number may be ahead of its rows,
     * which then come later: the cursor goes no further than rows were seen.
     */
    private Batch last(List<FeedRow> rows, FeedPage page) {
        long last = rows.isEmpty() ? position.entryId() : rows.getLast().entryId();
        Batch batch = batch(last, rows, page);
        return new Batch(batch.to(), batch.rows(), false);
    }
}
