package com.evaratech.common.stream.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamFunctions;
import com.evaratech.common.stream.StreamFunctions.Standing;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.StreamTopology;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.Acceptance.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamPublisherIT {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final StreamDefinition stream =
            new StreamDefinition("published" + COUNT.incrementAndGet(), 2, Set.of("slow", "quick"));
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<StreamPublisher> publishers = new ArrayList<>();

    @AfterEach
    void close() {
        publishers.forEach(StreamPublisher::close);
        var _ = TestRedis.call("CONFIG", "SET", "maxmemory", "0");
    }

    private StreamPublisher publisher(PublisherLimits limits) {
        var publisher = StreamPublisher.start(TestRedis.bus(), stream, limits, meters);
        publishers.add(publisher);
        return publisher;
    }

    private static PublisherLimits limits(int inFlight, long backlog, Duration age) {
        var usual = PublisherLimits.DEFAULT;
        return new PublisherLimits(
                inFlight,
                usual.inFlightBytes(),
                backlog,
                age,
                usual.memoryShare(),
                Duration.ofSeconds(2),
                usual.durability());
    }

    private static Entry entry(long key) {
        return new Entry(1, 1, key, null, new byte[] {1});
    }

    private static void awaitRefusal(StreamPublisher publisher, Refusal reason) {
        await().until(() ->
                publisher.publish(0, entry(1)).join() instanceof Refused refused
                        && refused.reason() == reason
                        && refused.retryAfter().isPositive());
    }

    @Test
    void shouldAcceptInTheOrderOfHandingOver() {
        var publisher = publisher(PublisherLimits.DEFAULT);

        var answers = new ArrayList<CompletableFuture<Acceptance>>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(publisher.publish(0, entry(i)));
        }

        List<StreamId> ids =
                answers.stream().map(answer -> ((Accepted) answer.join()).id()).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        await().until(() -> meters.get("evara.stream.accepted.entries").counter().count() == 1_000);
    }

    @Test
    void shouldRefuseWhenTooMuchIsOnItsWay() {
        var publisher = publisher(limits(1, 10, Duration.ofHours(1)));
        var answers = new ArrayList<CompletableFuture<Acceptance>>();

        for (int i = 0; i < 50; i++) {
            answers.add(publisher.publish(0, entry(i)));
        }

        long busy =
                answers.stream()
                        .map(CompletableFuture::join)
                        .filter(answer ->
                                answer instanceof Refused(Refusal reason, var _)
                                        && reason == Refusal.BUSY)
                        .count();
        assertThat(busy).isPositive();
        assertThat(
                        meters.get("evara.stream.refused.entries")
                                .tag("reason", "busy")
                                .counter()
                                .count())
                .isEqualTo((double) busy);
    }

    @Test
    void shouldRefuseWhenTheSlowestGroupIsTooManyEntriesBehind() {
        var publisher = publisher(limits(100, 5, Duration.ofHours(1)));

        awaitRefusal(publisher, Refusal.BACKLOG);

        // The other partition has no backlog.
        assertThat(publisher.publish(1, entry(1)).join()).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldRefuseWhenTheOldestUnreadEntryIsTooOld() {
        var publisher = publisher(limits(100, 1_000_000, Duration.ofMillis(200)));

        awaitRefusal(publisher, Refusal.AGE);
    }

    @Test
    void shouldRefuseBeforeTheBusRunsOutOfMemory() {
        var publisher = publisher(PublisherLimits.DEFAULT);
        assertThat(publisher.publish(0, entry(1)).join()).isInstanceOf(Accepted.class);

        var _ = TestRedis.call("CONFIG", "SET", "maxmemory", "100000");

        awaitRefusal(publisher, Refusal.MEMORY);
    }

    @Test
    void shouldAnswerAndGoOnWhenTheBusIsNotTheOneItBeganWith() throws Exception {
        var publisher = publisher(PublisherLimits.DEFAULT);
        assertThat(publisher.publish(0, entry(1)).join()).isInstanceOf(Accepted.class);
        String partitions = "evara:{%s}:partitions".formatted(stream.name());

        var _ = TestRedis.call("SET", partitions, "3");
        var _ = TestRedis.call("CLIENT", "KILL", "TYPE", "normal");
        for (int i = 0; i < 5; i++) {
            assertThat(publisher.publish(0, entry(1)).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(Refused.class);
        }

        var _ = TestRedis.call("SET", partitions, "2");
        await().until(() -> publisher.publish(0, entry(1)).join() instanceof Accepted);
    }

    @Test
    void shouldPauseForTheClocksWhenAnotherServerTookOver() {
        var first = publisher(PublisherLimits.DEFAULT);
        assertThat(first.publish(0, entry(1)).join()).isInstanceOf(Accepted.class);
        var _ = TestRedis.call("HSET", stream.keys(0).facts(), "server", "another");

        var publisher = publisher(PublisherLimits.DEFAULT);

        assertThat(publisher.publish(0, entry(1)).join())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(Refusal.SERVER_CHANGED);
                            assertThat(refused.retryAfter()).isPositive();
                        });
        await().until(() -> publisher.publish(0, entry(1)).join() instanceof Accepted);
    }

    @Test
    void shouldRefuseAnotherNumberOfPartitions() {
        var publisher = publisher(PublisherLimits.DEFAULT);
        assertThat(publisher.publish(0, entry(1)).join()).isInstanceOf(Accepted.class);
        var other = new StreamDefinition(stream.name(), 3, stream.groups());

        try (BusConnection connection = TestRedis.bus().connect()) {
            assertThatThrownBy(() -> StreamTopology.require(connection, other))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has 2 partitions");
        }
    }

    @Test
    void shouldRefuseEntryThatIsTooLarge() {
        var publisher = publisher(PublisherLimits.DEFAULT);
        var large = new Entry(1, 1, 1, null, new byte[StreamPublisher.LARGEST_ENTRY + 1]);

        assertThatThrownBy(() -> publisher.publish(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most");
    }

    @Test
    void shouldTrimWhatEveryDeclaredGroupReadAWindowAgoAndNothingElse() {
        var publisher = publisher(PublisherLimits.DEFAULT);
        var ids = new ArrayList<StreamId>();
        for (int i = 0; i < 10; i++) {
            ids.add(((Accepted) publisher.publish(0, entry(i)).join()).id());
        }
        var functions = new StreamFunctions(stream);
        var window = Duration.ofMillis(100);

        try (BusConnection connection = TestRedis.bus().connect()) {
            var generation = functions.open(connection, 0).generation();
            var far = new Standing(0, generation, ids.get(8), 9);
            var near = new Standing(0, generation, ids.get(3), 4);

            // One group alone says nothing of the other.
            for (int i = 0; i < 5; i++) {
                await().pollDelay(window).until(() -> true);
                var _ = functions.report(connection, "quick", List.of(far), window);
            }
            assertThat(functions.open(connection, 0).present()).isEqualTo(10);

            await().until(() -> {
                var _ = functions.report(connection, "slow", List.of(near), window);
                return functions.open(connection, 0).present() == 6;
            });
            assertThat(functions.open(connection, 0).trimmed()).isEqualTo(ids.get(3));
            var backlog = functions.report(connection, "slow", List.of(near), window).getFirst();
            assertThat(backlog.orElseThrow().entries()).isEqualTo(6);
        }
    }
}
