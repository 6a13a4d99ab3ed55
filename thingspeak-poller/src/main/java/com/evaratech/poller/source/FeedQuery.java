package com.evaratech.poller.source;

import java.time.Instant;

/** Which rows of a channel are asked for, and how many at most. */
public sealed interface FeedQuery {

    // The service answers larger pages from a cache of five minutes, these always afresh.
    /** Rows that are asked for when a channel is up to date. */
    int NEWEST = 100;

    // Keeps the largest answer possible, 8 fields of 255 characters each, below what is read.
    /** Rows of one page when a channel is behind. */
    int PAGE = 1_000;

    /** Rows that the service gives at most. */
    int LARGEST = 8_000;

    /** Rows at most. */
    int results();

    /**
     * Those with the highest times.
     *
     * @param results rows at most, 1 to {@value #NEWEST}
     */
    record Newest(int results) implements FeedQuery {

        public Newest {
            if (results < 1 || results > NEWEST) {
                throw new IllegalArgumentException(results + " rows");
            }
        }
    }

    /**
     * Those that arrived as numbers of a range. Not documented by the service, which may ignore it
     * and answer its newest rows. No more are asked for than there can be: answers of up to {@value
     * #NEWEST} rows are always fresh.
     *
     * @param first lowest number
     * @param last highest number
     */
    record Numbers(long first, long last) implements FeedQuery {
        @Override
        public int results() {
            return (int) Math.min(PAGE, last - first + 1);
        }
    }

    /**
     * Those measured in a span of time; the latest of them when there are more.
     *
     * @param from earliest time, to the second
     * @param to latest time, to the second
     * @param results rows at most
     */
    record Times(Instant from, Instant to, int results) implements FeedQuery {}
}
