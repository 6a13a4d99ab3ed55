package com.evaratech.common.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.local.StreamSchema;
import com.evaratech.common.local.TakingBack;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which partitions a process takes up when it starts, when, and what it reads of them. */
class TakeUpIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final int PARTITIONS = 4;

    private final StreamDefinition stream =
            new StreamDefinition("up" + COUNT.incrementAndGet(), PARTITIONS, Set.of("counting"));
    private final StreamSchema schema = StreamSchema.create();
    private final Noting handler = new Noting();

    /** Notes what it was asked to load and to drop. */
    private final class Noting implements EntryHandler<Long> {

        private final Counting counting = new Counting(schema.name());
        private final List<Set<Integer>> loaded = new CopyOnWriteArrayList<>();
        private final List<Set<Integer>> dropped = new CopyOnWriteArrayList<>();
        private volatile boolean ready = true;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public int newestSchema() {
            return counting.newestSchema();
        }

        @Override
        public @Nullable Long decode(Entry entry) {
            return counting.decode(entry);
        }

        @Override
        public void apply(Connection transaction, List<Received<Long>> round) throws SQLException {
            counting.apply(transaction, round);
        }

        @Override
        public void load(Connection connection, Set<Integer> partitions) {
            loaded.add(partitions);
        }

        @Override
        public void drop(Set<Integer> partitions) {
            dropped.add(partitions);
        }
    }

    private StreamConsumer start(String instance) throws SQLException {
        return StreamConsumer.start(
                TestRedis.bus(),
                TakingBack.pooled(schema.database()),
                stream,
                ConsumerSettings.of("counting", schema.name())
                        .withInstance(instance)
                        .withLease(LEASE),
                handler,
                new SimpleMeterRegistry());
    }

    /** As if these had been taken by somebody who then ended without a word. */
    private void hadBeenTaken(String by, String until, String where) throws SQLException {
        start("pod").close();
        handler.loaded.clear();
        schema.admin(
                """
                update %%s.stream_position set owner = '%s', lease_until = now() + interval '%s'
                where %s
                """
                        .formatted(by + "/6f0b8f0e-6d0c-4b8e-9d0a-000000000001", until, where));
    }

    @Test
    void shouldNotWaitForTheLeasesOfItsEarlierLife() throws SQLException {
        hadBeenTaken("pod", "1 hour", "partition < 3");
        schema.admin(
                """
                update %s.stream_position set owner = 'pod-2/6f0b8f0e-6d0c-4b8e-9d0a-000000000002',
                    lease_until = now() + interval '1 hour' where partition = 3
                """);

        try (var _ = start("pod")) {
            await().atMost(PATIENCE).until(() -> handler.loaded, loaded -> loaded.size() > 1);
            assertThat(handler.loaded).containsExactlyInAnyOrder(Set.of(0), Set.of(1));
        }
    }

    @Test
    void shouldLoadNothingButWhatItTakesUp() throws SQLException {
        hadBeenTaken("other", "3 s", "partition >= 2");

        try (var _ = start("pod")) {
            await().atMost(PATIENCE).until(() -> handler.loaded.size() > 3);
        }

        assertThat(handler.loaded.subList(0, 2)).containsExactlyInAnyOrder(Set.of(0), Set.of(1));
        assertThat(handler.loaded.subList(2, 4)).containsExactlyInAnyOrder(Set.of(2), Set.of(3));
    }

    @Test
    void shouldTakeNothingBesideOthersUntilItCanDoSomething() throws SQLException {
        hadBeenTaken("other", "1 hour", "partition = 3");
        handler.ready = false;
        try (var _ = start("pod")) {
            await().during(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .until(() -> mine().isEmpty() && handler.loaded.isEmpty());
            handler.ready = true;
            await().atMost(PATIENCE).until(() -> handler.loaded.size() > 1);
        }

        assertThat(handler.loaded).containsExactlyInAnyOrder(Set.of(0), Set.of(1));
    }

    @Test
    void shouldLoadWhatNobodyHasButWorkOnNothingUntilItCanDoSomething() throws SQLException {
        handler.ready = false;
        publish(7);
        try (var _ = start("pod")) {
            await().atMost(PATIENCE).until(() -> handler.loaded.size() == PARTITIONS);
            await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> effects() == 0);
            handler.ready = true;
            await().atMost(PATIENCE).until(() -> effects() == 1);
        }

        assertThat(handler.loaded).hasSize(PARTITIONS);
    }

    @Test
    void shouldLeaveToOthersWhatItCannotWorkOnYet() throws SQLException {
        handler.ready = false;
        try (var _ = start("pod")) {
            await().atMost(PATIENCE).until(() -> handler.loaded.size() == PARTITIONS);

            schema.admin(
                    """
                    update %s.stream_position set owner = 'other', epoch = epoch + 1,
                        lease_until = now() + interval '1 hour' where partition = 3
                    """);

            await().atMost(PATIENCE).until(() -> mine().isEmpty());
            assertThat(handler.dropped).isEmpty();
            handler.ready = true;
            await().atMost(PATIENCE).until(() -> mine().size() == 3);
            await().atMost(PATIENCE).until(() -> handler.dropped.contains(Set.of(3)));
        }
    }

    private void publish(long key) {
        try (var publisher =
                StreamPublisher.start(
                        TestRedis.bus(),
                        stream,
                        PublisherLimits.DEFAULT,
                        new SimpleMeterRegistry())) {
            await().atMost(PATIENCE)
                    .until(() ->
                            publisher.publish(Counting.entry(key, 1)).join() instanceof Accepted);
        }
    }

    private long effects() {
        return schema.numbers("select count(*) from %s.effect").getFirst();
    }

    /** Those whose leases this process keeps. */
    private List<Long> mine() {
        return schema.numbers(
                """
                select partition from %s.stream_position
                where owner like 'pod/%' and lease_until > clock_timestamp()
                """);
    }
}
