package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamFunctions.Backlog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What a consumer tells of itself; every series is there from the start. */
final class ConsumerMetrics {

    private final List<AtomicLong> ages = new ArrayList<>();
    private final List<AtomicLong> behind = new ArrayList<>();
    private final List<AtomicLong> held = new ArrayList<>();
    private final DistributionSummary entries;
    private final Timer time;
    private final Counter lost;
    private final Counter takenOver;
    private final Counter dead;
    private final Counter gaps;

    ConsumerMetrics(MeterRegistry meters, StreamDefinition stream, String group) {
        Tags tags = Tags.of("group", group);
        for (int partition : stream.allPartitions()) {
            Tags of = tags.and("partition", Integer.toString(partition));
            ages.add(
                    gauge(
                            meters,
                            "evara.stream.age.seconds",
                            "Age of the oldest entry that is not committed",
                            of,
                            1_000));
            behind.add(
                    gauge(
                            meters,
                            "evara.stream.behind.entries",
                            "Entries that are not committed",
                            of,
                            1));
            held.add(
                    gauge(
                            meters,
                            "evara.stream.held",
                            "1 while an entry of a newer form is waited with",
                            of,
                            1));
        }
        entries =
                DistributionSummary.builder("evara.stream.round.entries")
                        .description("Entries committed in one transaction")
                        .tags(tags)
                        .register(meters);
        time =
                Timer.builder("evara.stream.round")
                        .description("From a round's first statement to its commit")
                        .tags(tags)
                        .publishPercentileHistogram()
                        .register(meters);
        lost = counter(meters, "evara.stream.rounds.lost", "Rounds rolled back", tags);
        takenOver = counter(meters, "evara.stream.takeovers", "Partitions taken over", tags);
        dead = counter(meters, "evara.dead.letters", "Entries that were put aside", tags);
        gaps =
                counter(
                        meters,
                        "evara.stream.gaps",
                        "Times that entries were trimmed before they were read",
                        tags);
    }

    private static AtomicLong gauge(
            MeterRegistry meters, String name, String description, Tags tags, double unit) {
        var value = new AtomicLong();
        Gauge.builder(name, value, number -> number.get() / unit)
                .description(description)
                .tags(tags)
                .register(meters);
        return value;
    }

    private static Counter counter(
            MeterRegistry meters, String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(meters);
    }

    void backlog(int partition, Backlog backlog) {
        ages.get(partition).set(backlog.age().toMillis());
        behind.get(partition).set(backlog.entries());
    }

    void held(Set<Integer> partitions) {
        for (int partition = 0; partition < held.size(); partition++) {
            held.get(partition).set(partitions.contains(partition) ? 1 : 0);
        }
    }

    /** Somebody else tells of these from now on. */
    void dropped(Set<Integer> partitions) {
        partitions.forEach(partition -> backlog(partition, new Backlog(0, Duration.ZERO)));
    }

    void committed(int count, Duration took, List<DeadLetter> letters) {
        entries.record(count);
        time.record(took);
        dead.increment(letters.size());
    }

    void takenOver(int partitions) {
        takenOver.increment(partitions);
    }

    void lostRound() {
        lost.increment();
    }

    void gap() {
        gaps.increment();
    }
}
