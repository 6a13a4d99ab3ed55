package com.evaratech.poller.polling;

import com.evaratech.poller.polling.NewRows.Source;
import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.NotAsked;
import com.evaratech.poller.source.NotAsked.Reason;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Asks for the pages of one poll. Behind the first page it waits when the channel was asked as
 * often as it may be: a poll that were put off there would spend the next request on the first page
 * again, and never come to what lies behind it.
 */
final class PatientSource implements Source {

    // The time between two requests at the lowest rate.
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Source source;
    private final BooleanSupplier isTimeUp;
    private boolean isBegun;

    /**
     * For one poll.
     *
     * @param isTimeUp whether it should not begin to wait any more; a wait is a minute at most
     */
    PatientSource(Source source, BooleanSupplier isTimeUp) {
        this.source = source;
        this.isTimeUp = isTimeUp;
    }

    @Override
    public FeedPage read(FeedQuery query) throws BadAnswer, NotAsked, InterruptedException {
        while (true) {
            try {
                FeedPage page = source.read(query);
                isBegun = true;
                return page;
            } catch (NotAsked e) {
                if (!isBegun || !isWorthIt(e) || isTimeUp.getAsBoolean()) {
                    throw e;
                }
                await(e.retryAfter());
            }
        }
    }

    /** With many others before it the wait would be longer than its turn. */
    private static boolean isWorthIt(NotAsked e) {
        return e.reason() == Reason.RATE_LIMIT && e.retryAfter().compareTo(LONGEST) <= 0;
    }

    private static void await(Duration wait) throws InterruptedException {
        // Nobody gives one: the time goes by, unless the poll is broken off.
        boolean _ = new Semaphore(0).tryAcquire(wait.toNanos() + 1, TimeUnit.NANOSECONDS);
    }
}
