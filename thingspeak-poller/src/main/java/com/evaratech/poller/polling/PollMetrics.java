package com.evaratech.poller.polling;

import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.poller.polling.PollEnd.Cause;
import com.evaratech.poller.polling.PollEnd.Failed;
import com.evaratech.poller.polling.PollEnd.Overtaken;
import com.evaratech.poller.polling.PollEnd.Postponed;
import com.evaratech.poller.source.Trouble;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What this replica polled since its start; every series is there from then on. The accounts that
 * survive it are in the database.
 */
@Singleton
class PollMetrics {

    static final String LAG = "evara.poll.lag";

    // From a fleet that is on time to one that takes up after an outage of an hour.
    private static final Duration[] LAG_BUCKETS =
            IntStream.of(
                            100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000,
                            300_000, 900_000, 3_600_000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final Timer lag;
    private final Map<String, Timer> polls = new TreeMap<>();
    private final Map<Trouble, Counter> background = new EnumMap<>(Trouble.class);
    private final Counter fetched;
    private final Counter accepted;
    private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);
    private final Counter interrupted;
    private volatile double longestDueSeconds;

    PollMetrics(MeterRegistry meters) {
        lag =
                Timer.builder(LAG)
                        .description("How long after its time a channel was claimed")
                        .serviceLevelObjectives(LAG_BUCKETS)
                        .register(meters);
        Gauge _ =
                Gauge.builder("evara.poll.longest.due", this, own -> own.longestDueSeconds)
                        .description("How long the channel is due that waits for the longest")
                        .baseUnit("seconds")
                        .register(meters);
        for (String outcome : possibleOutcomes()) {
            polls.put(
                    outcome,
                    Timer.builder("evara.poll")
                            .description("Polls of channels")
                            .tag("outcome", outcome)
                            .register(meters));
        }
        for (Trouble trouble : Trouble.values()) {
            background.put(
                    trouble,
                    Counter.builder("evara.poll.background.failures")
                            .description("Pages of missing rows or history that were not read")
                            .tag("outcome", trouble.code())
                            .register(meters));
        }
        fetched = rows(meters, "fetched");
        accepted = rows(meters, "accepted");
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(
                    reason,
                    Counter.builder("evara.poll.rejections")
                            .description("Rows or values that were not accepted")
                            .tag("reason", reason.code())
                            .register(meters));
        }
        interrupted =
                Counter.builder("evara.poll.unfinished")
                        .description("Polls that were broken off")
                        .register(meters);
    }

    private static Counter rows(MeterRegistry meters, String outcome) {
        return Counter.builder("evara.poll.rows")
                .description("Rows of channels")
                .tag("outcome", outcome)
                .register(meters);
    }

    /** A channel was claimed so long after its time. */
    void claimed(Duration late) {
        lag.record(late);
    }

    /** The channel that waits for the longest is due for so long. */
    void longestDue(Duration due) {
        longestDueSeconds = due.toMillis() / 1_000.0;
    }

    /** A page was published and accounted for. */
    void read(Judged judged) {
        fetched.increment(judged.rows());
        accepted.increment(judged.readings().size());
        judged.rejected()
                .forEach((reason, many) -> {
                    Counter counter = rejected.get(reason);
                    if (counter != null) {
                        counter.increment(Math.max(many.rows(), many.values()));
                    }
                });
    }

    /** A poll ended in one of the known ways. */
    void ended(PollEnd end, Duration took) {
        Timer timer = polls.get(end.outcome());
        if (timer != null) {
            timer.record(took);
        }
    }

    /** Missing rows or history could not be read on; the poll itself was done. */
    void backgroundFailed(Trouble trouble) {
        Counter counter = background.get(trouble);
        if (counter != null) {
            counter.increment();
        }
    }

    /** A poll was broken off: the database was away, or the replica stops. */
    void unfinished() {
        interrupted.increment();
    }

    private static List<String> possibleOutcomes() {
        List<PollEnd> ends = new ArrayList<>();
        ends.add(new Overtaken());
        for (Trouble trouble : Trouble.values()) {
            ends.add(new Failed(trouble, "", Duration.ZERO));
        }
        for (Cause cause : Cause.values()) {
            ends.add(new Postponed(cause, Duration.ZERO));
        }
        List<String> outcomes = new ArrayList<>(List.of(PollEnd.DONE));
        ends.forEach(end -> outcomes.add(end.outcome()));
        return outcomes;
    }
}
