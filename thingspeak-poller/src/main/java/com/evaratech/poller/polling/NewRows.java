package com.evaratech.poller.polling;

import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.poller.thingspeak.BadAnswer;
import com.evaratech.poller.thingspeak.FeedPage;
import com.evaratech.poller.thingspeak.FeedQuery;
import com.evaratech.poller.thingspeak.FeedQuery.Newest;
import com.evaratech.poller.thingspeak.FeedQuery.Numbers;
import com.evaratech.poller.thingspeak.FeedRow;
import com.evaratech.poller.thingspeak.NotAsked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows behind a position, in the order in which they arrived. Mostly the newest page has
 * all of them. It does not when the channel is far ahead, when rows were dated back, when more rows
 * than a page has are dated ahead or alike: then they are asked for by number, which is what the
 * cursor counts by.
 *
 * <p>For one poll of one channel, on one thread.
 */
final class NewRows {

    /** Asks for a page. */
    @FunctionalInterface
    interface Source {
        FeedPage read(FeedQuery query) throws BadAnswer, NotAsked, InterruptedException;
    }

    // Numbers of rows that are long gone are passed over in steps that grow up to this.
    private static final long LONGEST_STEP = 1 << 20;
    private static final int SPARSE = FeedQuery.PAGE / 8;

    // Half a page: a channel is not so regular that a full one could be met.
    private static final int ROWS_OF_A_SPAN = FeedQuery.PAGE / 2;
    private static final Duration SHORTEST_SPAN = Duration.ofSeconds(1);

    private final Source source;
    private final Instant now;
    private Position position;
    private @Nullable FeedPage newest;
    private boolean byTime;
    private long step = FeedQuery.PAGE;
    private Instant readUntil = Instant.MIN;

    NewRows(Source source, Position position, Instant now) {
        this.source = source;
        this.position = position;
        this.now = now;
    }

    /** The rows that follow; without any, a batch that ends where the one before did. */
    Batch next() throws BadAnswer, NotAsked, InterruptedException {
        Batch batch = newest == null ? first() : more(newest);
        position = batch.to();
        return batch;
    }

    private Batch first() throws BadAnswer, NotAsked, InterruptedException {
        FeedPage page = source.read(new Newest());
        newest = page;
        if (isCleared(page)) {
            position = position.cleared();
        }
        return isAll(page) || !page.isFull() ? last(rows(page)) : more(page);
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

    private Batch more(FeedPage page) throws BadAnswer, NotAsked, InterruptedException {
        return byTime ? byTime(page) : byNumber(page);
    }

    private Batch byNumber(FeedPage page) throws BadAnswer, NotAsked, InterruptedException {
        while (true) {
            long first = position.entryId() + 1;
            long last = Math.min(page.lastEntryId(), position.entryId() + step);
            FeedPage found = source.read(new Numbers(first, last));
            if (found.rows().stream().anyMatch(row -> !isWithin(row, first, last))) {
                byTime = true;
                return isAll(found) ? batch(found.lastEntryId(), rows(found)) : byTime(page);
            }
            if (found.isFull() && step > FeedQuery.PAGE) {
                step = FeedQuery.PAGE;
                continue;
            }
            if (found.rows().size() < SPARSE) {
                step = Math.min(2 * step, LONGEST_STEP);
            }
            List<FeedRow> rows = union(found.rows(), page, last);
            return last == page.lastEntryId() ? last(rows) : batch(last, rows);
        }
    }

    /**
     * For a host that does not know numbers. Spans of time follow one another; a row that was dated
     * back to before them is found only if the newest page has it.
     */
    private Batch byTime(FeedPage page) throws BadAnswer, NotAsked, InterruptedException {
        Instant end = now.plus(TimeWindow.STANDARD.ahead());
        Instant from = readUntil.isAfter(start()) ? readUntil : start();
        Duration span = span(page);
        while (true) {
            Instant to = from.plus(span).isBefore(end) ? from.plus(span) : end;
            FeedPage found = source.read(new FeedQuery.Times(from, to));
            if (found.isFull() && Duration.between(from, to).compareTo(SHORTEST_SPAN) > 0) {
                span = Duration.between(from, to).dividedBy(2);
                continue;
            }
            List<FeedRow> rows = found.after(position.entryId());
            readUntil = to;
            if (!to.isBefore(end)) {
                return last(union(rows, page, page.lastEntryId()));
            }
            if (!rows.isEmpty()) {
                return batch(rows.getLast().entryId(), rows);
            }
            from = to;
            span = span.multipliedBy(2);
        }
    }

    private Instant start() {
        Instant oldest = now.minus(TimeWindow.STANDARD.oldest());
        Instant rowAt = position.rowAt();
        return rowAt == null || rowAt.isBefore(oldest) ? oldest : rowAt;
    }

    /** How long the channel takes for half a page, by its newest rows. */
    private Duration span(FeedPage page) {
        List<Instant> times =
                page.rows().stream()
                        .map(FeedRow::createdAt)
                        .filter(time -> time != null && !time.isAfter(now))
                        .sorted()
                        .toList();
        if (times.size() < 2) {
            return Duration.ofDays(1);
        }
        Duration shown = Duration.between(times.getFirst(), times.getLast());
        Duration span = shown.multipliedBy(ROWS_OF_A_SPAN).dividedBy(times.size() - 1L);
        return span.compareTo(SHORTEST_SPAN) < 0 ? SHORTEST_SPAN : span;
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

    private Batch batch(long last, List<FeedRow> rows) {
        Instant lastAt = last == position.entryId() ? position.rowAt() : null;
        for (FeedRow row : rows) {
            if (row.entryId() == last) {
                lastAt = row.createdAt();
            }
        }
        boolean isBehind = newest != null && last < newest.lastEntryId();
        return new Batch(new Position(position.epoch(), last, lastAt), rows, isBehind);
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
    private Batch last(List<FeedRow> rows) {
        Batch batch = batch(rows.isEmpty() ? position.entryId() : rows.getLast().entryId(), rows);
        return new Batch(batch.to(), rows, false);
    }

    private static boolean isWithin(FeedRow row, long first, long last) {
        return row.entryId() >= first && row.entryId() <= last;
    }
}
