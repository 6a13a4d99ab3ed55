package com.evaratech.poller.thingspeak;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Which rows of a channel are asked for, and how many at most. */
public sealed interface FeedQuery {

    // The service answers larger pages from a cache of five minutes, these always afresh.
    /** Rows that are asked for when a channel is up to date. */
    int NEWEST = 100;

    // Keeps the largest answer possible, 8 fields of 255 characters each, below what is read.
    /** Rows of one page when a channel is behind. */
    int PAGE = 1_000;

    /** Rows at most. */
    int results();

    /** Behind {@code feeds.json?}. */
    String text();

    /** Those with the highest times. */
    record Newest() implements FeedQuery {
        @Override
        public int results() {
            return NEWEST;
        }

        @Override
        public String text() {
            return "results=" + NEWEST;
        }
    }

    /**
     * Those that arrived as numbers of a range. Not documented by the service, which may ignore it
     * and answer its newest rows.
     *
     * @param first lowest number
     * @param last highest number
     */
    record Numbers(long first, long last) implements FeedQuery {
        @Override
        public int results() {
            return PAGE;
        }

        @Override
        public String text() {
            return "results=%d&start_entry_id=%d&end_entry_id=%d".formatted(PAGE, first, last);
        }
    }

    /**
     * Those measured in a span of time; the latest of them when there are more than a page.
     *
     * @param from earliest time, to the second
     * @param to latest time, to the second
     */
    record Times(Instant from, Instant to) implements FeedQuery {

        private static final DateTimeFormatter FORM =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'%20'HH:mm:ss").withZone(ZoneOffset.UTC);

        @Override
        public int results() {
            return PAGE;
        }

        @Override
        public String text() {
            return "results=%d&start=%s&end=%s".formatted(PAGE, FORM.format(from), FORM.format(to));
        }
    }
}
