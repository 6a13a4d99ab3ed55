package com.evaratech.poller.polling;

import com.evaratech.poller.source.FeedRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often a channel is polled: as often as its rows come, which may not be what its mapping says,
 * but never far from that.
 *
 * @param shortest no two polls are closer to one another
 * @param longest nor further apart
 * @param interval between two polls
 */
record Pace(Duration shortest, Duration longest, Duration interval) {

    // A device that sends four times as often as it is said to is followed; one that is set up
    // wrong does not take everybody's turns.
    private static final int FACTOR = 4;
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(15);

    // Fewer gaps say nothing: a device that starts sends a few rows at once.
    private static final int FEWEST_GAPS = 5;

    // Nobody waits for the next row of a device that has been silent for so long.
    private static final Duration ABANDONED = Duration.ofDays(7);

    private static final double JITTER = 0.1;

    // A row must not wait for more than its interval and five seconds.
    private static final Duration MOST_LATER = Duration.ofSeconds(4);

    /**
     * By what a channel shows.
     *
     * @param said the interval of its mapping
     * @param newest its newest rows
     * @param known what was found when more of them were looked at; null: nothing
     */
    static Pace of(Duration said, List<FeedRow> newest, @Nullable Duration known, Instant now) {
        Duration shortest = least(said, greatest(LEAST, said.dividedBy(FACTOR)));
        Duration longest = greatest(said, least(MOST, said.multipliedBy(FACTOR)));
        List<Instant> times =
                newest.stream()
                        .map(FeedRow::createdAt)
                        .filter(Objects::nonNull)
                        .filter(at -> !at.isAfter(now))
                        .distinct()
                        .sorted()
                        .toList();
        Duration interval = known == null ? said : least(longest, greatest(shortest, known));
        if (!times.isEmpty() && times.getLast().isBefore(now.minus(ABANDONED))) {
            interval = longest;
        } else if (times.size() > FEWEST_GAPS) {
            interval = least(longest, greatest(shortest, median(times)));
        }
        return new Pace(shortest, longest, interval);
    }

    /**
     * The time to the next poll: up to a tenth less than the interval by chance, so that channels
     * that were mapped together do not stay together. Only where that would be too often a little
     * more: whatever is more, a row waits for.
     */
    Duration next(RandomGenerator chance) {
        Duration tenth = Duration.ofNanos((long) (interval.toNanos() * JITTER));
        Duration from = greatest(shortest, interval.minus(tenth));
        Duration until =
                from.compareTo(interval) < 0
                        ? interval
                        : least(longest, interval.plus(least(tenth, MOST_LATER)));
        double share = chance.nextDouble();
        return from.plusNanos((long) (share * until.minus(from).toNanos()));
    }

    private static Duration median(List<Instant> times) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            gaps.add(Duration.between(times.get(i - 1), times.get(i)));
        }
        gaps.sort(null);
        return gaps.get(gaps.size() / 2);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration greatest(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
