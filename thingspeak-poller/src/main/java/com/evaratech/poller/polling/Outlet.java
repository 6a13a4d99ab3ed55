package com.evaratech.poller.polling;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.Acceptance.Refused;
import com.evaratech.poller.source.PoliteSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Where polls take what they found, and that there was nothing else. */
@Singleton
class Outlet {

    private final ReadingsPublisher publisher;
    private final QuietChannels quiet;
    private final PoliteSource source;
    private final InstantSource clock;

    Outlet(
            ReadingsPublisher publisher,
            QuietChannels quiet,
            PoliteSource source,
            InstantSource clock) {
        this.publisher = publisher;
        this.quiet = quiet;
        this.source = source;
        this.clock = clock;
    }

    /** A node's channel, asked then, was read to its end. */
    void nothingNew(long nodeNumber, Instant asked) {
        quiet.add(nodeNumber, asked);
    }

    /** All of them, or the reason why not. */
    Optional<Refused> publish(long nodeNumber, Kind kind, List<Reading> readings)
            throws InterruptedException {
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int from = 0; from < readings.size(); from += NodeReadings.MOST) {
            int to = Math.min(readings.size(), from + NodeReadings.MOST);
            answers.add(
                    publisher.publish(
                            new NodeReadings(
                                    nodeNumber,
                                    kind,
                                    source.kind(),
                                    clock.instant(),
                                    readings.subList(from, to))));
        }
        Optional<Refused> refused = Optional.empty();
        for (var answer : answers) {
            switch (answer(answer)) {
                case Accepted _ -> {}
                case Refused one -> refused = Optional.of(one);
            }
        }
        return refused;
    }

    private static Acceptance answer(CompletableFuture<Acceptance> answer)
            throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("publishers answer, also what went wrong", e);
        }
    }
}
