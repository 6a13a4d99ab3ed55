package com.evaratech.poller.polling;

import com.evaratech.poller.polling.NewRows.Source;
import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.FeedQuery.Times;
import com.evaratech.poller.source.FeedRow;
import com.evaratech.poller.source.NotAsked;
import com.evaratech.poller.source.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes back through the rows of a span of time, a page at a time. A page holds the latest rows of
 * what was asked for, so the next one ends with the second in which this one begins.
 */
final class TimeWalk {

    private static final int SMALLER = 4;

    private TimeWalk() {}

    /**
     * One page of it.
     *
     * @param rows each row of the span is in exactly one of all steps
     * @param next up to when the next step asks; null when this was the last one
     * @param isCut whether one second has more rows than can be asked for: the others are lost
     */
    record Step(List<FeedRow> rows, @Nullable Instant next, boolean isCut) {}

    /**
     * The next step.
     *
     * @param from where the span begins, to the second
     * @param until up to when rows are asked for, to the second and inclusive
     */
    static Step back(Source source, Instant from, Instant until)
            throws BadAnswer, NotAsked, InterruptedException {
        FeedPage page = fitting(source, from, until, FeedQuery.PAGE);
        requireWithin(page, until);
        if (!page.isFull()) {
            return new Step(page.rows(), null, false);
        }
        Instant earliest = earliest(page).orElse(until);
        if (earliest.isBefore(until)) {
            // Not all of its first second need be there.
            List<FeedRow> whole =
                    page.rows().stream().filter(row -> !earliest.equals(row.createdAt())).toList();
            return new Step(whole, earliest, false);
        }
        FeedPage second = fitting(source, until, until, FeedQuery.LARGEST);
        Instant before = until.minusSeconds(1);
        return new Step(second.rows(), before.isBefore(from) ? null : before, second.isFull());
    }

    /** As many rows as an answer can hold that is not too large to be read. */
    private static FeedPage fitting(Source source, Instant from, Instant to, int most)
            throws BadAnswer, NotAsked, InterruptedException {
        int asked = most;
        while (true) {
            try {
                return source.read(new Times(from, to, asked));
            } catch (BadAnswer e) {
                asked /= SMALLER;
                if (e.trouble() != Trouble.TOO_LARGE || asked < FeedQuery.NEWEST) {
                    throw e;
                }
            }
        }
    }

    /** Otherwise the walk would never end. */
    private static void requireWithin(FeedPage page, Instant until) throws BadAnswer {
        Instant limit = until.plus(Duration.ofSeconds(1));
        if (page.rows().stream()
                .map(FeedRow::createdAt)
                .filter(Objects::nonNull)
                .anyMatch(at -> at.isAfter(limit))) {
            throw BadAnswer.notAFeed("the answer has rows of another time than was asked for");
        }
    }

    private static Optional<Instant> earliest(FeedPage page) {
        return page.rows().stream()
                .map(FeedRow::createdAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }
}
