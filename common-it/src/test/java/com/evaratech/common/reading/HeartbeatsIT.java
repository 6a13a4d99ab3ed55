package com.evaratech.common.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.BusUnavailable;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.PublisherLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

class HeartbeatsIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InstantSource CLOCK = Clock.systemUTC();

    private final StreamDefinition stream =
            new StreamDefinition("beats" + COUNT.incrementAndGet(), 4, Set.of());
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /** A replica of a service that accepts readings of a source. */
    private Heartbeats replica(Source source, AtomicBoolean works) {
        var publisher =
                new ReadingsPublisher(
                        TestRedis.bus(),
                        stream,
                        PublisherLimits.DEFAULT,
                        new SimpleMeterRegistry(),
                        OpenTelemetry.noop().getTracer("test"));
        open.add(publisher::close);
        Heartbeats heartbeats = publisher.startHeartbeats(source, works::get, CLOCK);
        open.add(heartbeats);
        return heartbeats;
    }

    private Heartbeats replica(Source source) {
        return replica(source, new AtomicBoolean(true));
    }

    /** The times of a source's watermarks in a partition, in their order there. */
    private List<Instant> beats(Source source, int partition) {
        try (BusConnection connection = TestRedis.bus().connect()) {
            var all =
                    Command.of(Protocol.Command.XRANGE)
                            .arg(stream.keys(partition).stream())
                            .arg("-")
                            .arg("+");
            return connection.call(all).list().stream()
                    .map(HeartbeatsIT::watermark)
                    .filter(watermark -> watermark.source() == source)
                    .map(Watermark::at)
                    .toList();
        }
    }

    private static Watermark watermark(Reply entry) {
        return Watermark.of(EntryCodec.decode(entry.list().get(1).list().get(1).bytes()));
    }

    private void awaitBeats(Source source, int count) {
        await().atMost(PATIENCE)
                .until(() ->
                        stream.allPartitions().stream()
                                .allMatch(one -> beats(source, one).size() >= count));
    }

    @Test
    void shouldGoOnInEveryPartitionWhileNothingElseComes() {
        var _ = replica(Source.HTTP);
        var _ = replica(Source.THINGSPEAK);

        awaitBeats(Source.HTTP, 3);
        awaitBeats(Source.THINGSPEAK, 3);

        for (int partition : stream.allPartitions()) {
            assertThat(beats(Source.HTTP, partition)).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldPauseWhileTheSourceDoesNotWork() {
        var works = new AtomicBoolean(true);
        var _ = replica(Source.THINGSPEAK, works);
        awaitBeats(Source.THINGSPEAK, 1);

        works.set(false);

        await().atMost(PATIENCE)
                .during(Duration.ofSeconds(3))
                .until(() -> beats(Source.THINGSPEAK, 0).size(), isAsLately());
        works.set(true);
        awaitBeats(Source.THINGSPEAK, beats(Source.THINGSPEAK, 0).size() + 1);
    }

    /** Whether a number is the one of before. */
    private static Predicate<Integer> isAsLately() {
        var before = new AtomicInteger(-1);
        return now -> before.getAndSet(now) == now;
    }

    @Test
    void shouldNotBeMoreThanOneASecondWhateverTheNumberOfReplicas() {
        long begun = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            var _ = replica(Source.HTTP);
        }

        awaitBeats(Source.HTTP, 4);

        int count = beats(Source.HTTP, 0).size();
        // What a claim lasts: no two of them in less than that.
        double claims = (System.nanoTime() - begun) / 0.9e9;
        assertThat(count).isLessThanOrEqualTo((int) claims + 1);
    }

    @Test
    void shouldGoOnWhenTheReplicaThatSentThemEnds() {
        Heartbeats first = replica(Source.HTTP);
        awaitBeats(Source.HTTP, 1);
        var _ = replica(Source.HTTP);

        first.close();

        awaitBeats(Source.HTTP, beats(Source.HTTP, 0).size() + 2);
    }

    @Test
    void shouldGoOnAfterAnOutageOfTheBus() {
        var _ = replica(Source.HTTP);
        awaitBeats(Source.HTTP, 1);

        TestRedis.stop();
        TestRedis.start();

        // It may still be reading its file when it first answers.
        var before = new AtomicInteger();
        await().atMost(PATIENCE)
                .ignoreException(BusUnavailable.class)
                .untilAsserted(() -> before.set(beats(Source.HTTP, 0).size()));
        awaitBeats(Source.HTTP, before.get() + 2);
    }
}
