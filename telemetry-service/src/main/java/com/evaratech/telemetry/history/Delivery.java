package com.evaratech.telemetry.history;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.telemetry.history.Portion.Made;
import com.evaratech.telemetry.store.Written;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts readings on their way and waits until they are stored; blocks. */
@Singleton
class Delivery {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int MOST_LOOKS = 600;
    private static final Duration WRITER_IS_SLOW = Duration.ofSeconds(5);

    private final ReadingsPublisher publisher;
    private final Written written;

    Delivery(ReadingsPublisher publisher, Written written) {
        this.publisher = publisher;
        this.written = written;
    }

    /**
     * Delivers readings; harmless when some of them were delivered before.
     *
     * @return how long to wait before all of it is tried again; empty when all is stored
     */
    Optional<Duration> deliver(List<Made> made, Instant now)
            throws SQLException, InterruptedException {
        List<CompletableFuture<Acceptance>> answers =
                entries(made, now).stream().map(publisher::publish).toList();
        Map<Integer, StreamId> places = new HashMap<>();
        @Nullable Duration wait = null;
        for (CompletableFuture<Acceptance> answer : answers) {
            switch (answer.join()) {
                case Acceptance.Accepted(int partition, StreamId id) ->
                        places.merge(
                                partition, id, (one, other) -> one.isAfter(other) ? one : other);
                case Acceptance.Refused refused -> wait = refused.retryAfter();
            }
        }
        if (wait != null) {
            return Optional.of(wait);
        }
        return awaitWritten(places) ? Optional.empty() : Optional.of(WRITER_IS_SLOW);
    }

    private boolean awaitWritten(Map<Integer, StreamId> places)
            throws SQLException, InterruptedException {
        // Counted down by nobody: a wait that an interrupt ends.
        var never = new CountDownLatch(1);
        for (int look = 0; look < MOST_LOOKS; look++) {
            if (written.isPast(places)) {
                return true;
            }
            boolean _ = never.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private static List<NodeReadings> entries(List<Made> made, Instant now) {
        Map<NodeEntry, List<Reading>> byNode = new LinkedHashMap<>();
        made.forEach(each ->
                byNode.computeIfAbsent(each.node(), _ -> new ArrayList<>()).add(each.reading()));
        var entries = new ArrayList<NodeReadings>();
        byNode.forEach((node, readings) -> {
            var kind = Kind.valueOf(node.kind());
            for (int from = 0; from < readings.size(); from += NodeReadings.MOST) {
                int to = Math.min(readings.size(), from + NodeReadings.MOST);
                entries.add(
                        new NodeReadings(
                                node.number(), kind, Source.HTTP, now, readings.subList(from, to)));
            }
        });
        return entries;
    }
}
