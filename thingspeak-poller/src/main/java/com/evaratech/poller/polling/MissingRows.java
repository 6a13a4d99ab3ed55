package com.evaratech.poller.polling;

import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.poller.polling.Missing.Range;
import com.evaratech.poller.polling.NewRows.Source;
import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.FeedQuery.Numbers;
import com.evaratech.poller.source.FeedRow;
import com.evaratech.poller.source.NotAsked;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows that the cursor has passed, the newest first: by number, or from a host that ignores
 * numbers by walking back through time. What is then still missing does not exist, or was measured
 * longer ago than readings are kept, or is {@link Awaited} and searched for once more later.
 *
 * <p>For one poll of one channel, on one thread.
 */
final class MissingRows {

    // Numbers of rows that are long gone are passed over in steps that grow up to this.
    private static final long LONGEST_STEP = 1 << 20;
    private static final int SPARSE = FeedQuery.PAGE / 8;

    private final Source source;
    private final Instant oldest;
    private Position position;
    private boolean byTime;
    private boolean isCut;
    private long step = FeedQuery.PAGE;

    MissingRows(Source source, Position position, Instant now) {
        this.source = source;
        this.position = position;
        this.oldest = now.minus(TimeWindow.STANDARD.oldest()).truncatedTo(ChronoUnit.SECONDS);
        this.byTime = position.searchedUntil() != null;
    }

    /** One page; the position may not be without missing rows. */
    Batch next() throws BadAnswer, NotAsked, InterruptedException {
        Batch batch = byTime ? byTime() : byNumber();
        position = batch.to();
        return batch;
    }

    /** Whether there were rows that nobody can ask for. */
    boolean isCut() {
        return isCut;
    }

    private Batch byNumber() throws BadAnswer, NotAsked, InterruptedException {
        Range highest = position.missing().newest();
        while (true) {
            Range asked =
                    new Range(Math.max(highest.first(), highest.last() - step + 1), highest.last());
            FeedPage found = source.read(new Numbers(asked.first(), asked.last()));
            if (!found.rows().stream().allMatch(row -> asked.holds(row.entryId()))) {
                byTime = true;
                return byTime();
            }
            if (found.isFull() && step > FeedQuery.PAGE) {
                step = FeedQuery.PAGE;
                continue;
            }
            if (found.rows().size() < SPARSE) {
                step = Math.min(2 * step, LONGEST_STEP);
            }
            return batch(position.missing().without(asked), null, found.rows());
        }
    }

    private Batch byTime() throws BadAnswer, NotAsked, InterruptedException {
        Instant searched = position.searchedUntil();
        TimeWalk.Step walked =
                TimeWalk.back(source, oldest, searched == null ? NewRows.END_OF_TIME : searched);
        isCut |= walked.isCut();
        List<FeedRow> found =
                walked.rows().stream()
                        .filter(row -> position.missing().contains(row.entryId()))
                        .toList();
        Missing left =
                walked.next() == null
                        ? Missing.NONE
                        : position.missing().without(found.stream().map(FeedRow::entryId).toList());
        return batch(left, walked.next(), found);
    }

    private Batch batch(Missing left, @Nullable Instant until, List<FeedRow> rows) {
        List<Long> shown = rows.stream().map(FeedRow::entryId).toList();
        return new Batch(position.found(left, until, shown), rows, !left.isEmpty());
    }
}
