package com.evaratech.gateway.limit;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What came of drawing on buckets: all gave, or none did.
 *
 * @param balances of each bucket after it, in the order they were asked
 */
public record Verdict(boolean admitted, List<Balance> balances) {

    /**
     * How a bucket stands.
     *
     * @param owedMicros the time it owes, in microseconds
     */
    public record Balance(Draw draw, long owedMicros) {

        boolean isEmpty() {
            return !draw.quota().admits(owedMicros);
        }

        long remaining() {
            return draw.quota().remaining(owedMicros);
        }
    }

    public Verdict {
        balances = List.copyOf(balances);
    }

    /**
     * The verdict on buckets.
     *
     * @param owedMicros of each, after it was drawn on if all were
     */
    static Verdict of(boolean admitted, List<Draw> draws, List<Long> owedMicros) {
        return new Verdict(
                admitted,
                IntStream.range(0, draws.size())
                        .mapToObj(at -> new Balance(draws.get(at), owedMicros.get(at)))
                        .toList());
    }

    /** The bucket that is nearest to its end. */
    Balance tightest() {
        return balances.stream().min(Comparator.comparingLong(Balance::remaining)).orElseThrow();
    }

    /** How long until all buckets have room; empty when they had. */
    Optional<Duration> retryAfter() {
        return admitted
                ? Optional.empty()
                : balances.stream()
                        .map(it -> it.draw().quota().secondsUntilAdmitted(it.owedMicros()))
                        .max(Comparator.naturalOrder())
                        .map(seconds -> Duration.ofSeconds(Math.max(1, seconds)));
    }
}
