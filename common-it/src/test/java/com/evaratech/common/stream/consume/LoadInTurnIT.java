package com.evaratech.common.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.local.StreamSchema;
import com.evaratech.common.local.TakingBack;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.Generation;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Partitions of which a handler keeps much in memory, so that loading them takes its time. */
class LoadInTurnIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 4;

    private final StreamDefinition stream =
            new StreamDefinition("turn" + COUNT.incrementAndGet(), PARTITIONS, Set.of("counting"));
    private final StreamSchema schema = StreamSchema.create();
    private final Slow handler = new Slow();
    private final StreamPublisher publisher =
            StreamPublisher.start(
                    TestRedis.bus(), stream, PublisherLimits.DEFAULT, new SimpleMeterRegistry());

    /** Takes longer to load a partition than rounds wait for. */
    private final class Slow implements EntryHandler<Long> {

        private final Counting counting = new Counting(schema.name());
        // As many effects as there were when each partition was loaded.
        private final List<Long> effects = new CopyOnWriteArrayList<>();
        private final List<Integer> loaded = new CopyOnWriteArrayList<>();
        private final List<Integer> torn = new CopyOnWriteArrayList<>();
        private final Set<Integer> whole = new HashSet<>();
        private final Set<Integer> dropped = ConcurrentHashMap.newKeySet();
        private volatile int broken = -1;
        private volatile boolean failsOnce;
        private volatile boolean losesOne;
        private volatile int lost = -1;

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
            round.stream()
                    .map(Received::partition)
                    .filter(partition -> !whole.contains(partition))
                    .forEach(torn::add);
            counting.apply(transaction, round);
            if (failsOnce) {
                failsOnce = false;
                throw new SQLException("made up", "57014");
            }
        }

        @Override
        public void load(Connection connection, Set<Integer> partitions) throws SQLException {
            whole.removeAll(partitions);
            loaded.addAll(partitions);
            effects.add(schema.numbers("select count(*) from %s.effect").getFirst());
            try (var statement = connection.createStatement()) {
                boolean _ = statement.execute("select pg_sleep(0.15)");
                if (partitions.contains(broken)) {
                    boolean _ = statement.execute("select pg_terminate_backend(pg_backend_pid())");
                }
            }
            if (losesOne) {
                losesOne = false;
                lost = (partitions.iterator().next() + 1) % PARTITIONS;
                schema.admin(
                        """
                        update %%s.stream_position set owner = 'other', epoch = epoch + 1,
                            lease_until = now() + interval '1 hour' where partition = %d
                        """
                                .formatted(lost));
            }
            whole.addAll(partitions);
        }

        @Override
        public void drop(Set<Integer> partitions) {
            whole.removeAll(partitions);
            dropped.addAll(partitions);
        }
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    private StreamConsumer start() throws SQLException {
        return StreamConsumer.start(
                TestRedis.bus(),
                TakingBack.pooled(schema.database()),
                stream,
                ConsumerSettings.of("counting", schema.name()),
                handler,
                new SimpleMeterRegistry());
    }

    /** Otherwise its first round would only begin the partition. */
    private void hadBeenConsumed() throws SQLException {
        try (var _ = start()) {
            await().atMost(PATIENCE)
                    .until(() ->
                            !schema.numbers(
                                            """
                                            select 1 from %%s.stream_position
                                            where generation <> '%s' having count(*) = %d
                                            """
                                                    .formatted(Generation.NONE, PARTITIONS))
                                    .isEmpty());
        }
        handler.loaded.clear();
        handler.effects.clear();
    }

    /** An entry in each partition; each one's value is its partition. */
    private void publishToEach() {
        Set<Integer> missing = new HashSet<>(stream.allPartitions());
        for (long key = 0; !missing.isEmpty(); key++) {
            int partition = stream.partitionOf(key);
            if (missing.remove(partition)) {
                Entry entry = Counting.entry(key, partition);
                await().atMost(PATIENCE)
                        .until(() -> publisher.publish(entry).join() instanceof Accepted);
            }
        }
    }

    private List<Long> effects() {
        return schema.numbers("select value from %s.effect order by value");
    }

    private static List<Long> upTo(int partitions) {
        return LongStream.range(0, partitions).boxed().toList();
    }

    @Test
    void shouldWorkOnAPartitionBeforeTheNextIsLoaded() throws SQLException {
        hadBeenConsumed();
        publishToEach();

        try (var _ = start()) {
            await().atMost(PATIENCE).until(this::effects, upTo(PARTITIONS)::equals);
        }

        assertThat(handler.effects).containsExactly(0L, 1L, 2L, 3L);
        assertThat(handler.torn).isEmpty();
    }

    @Test
    void shouldKeepWhatIsLoadedAndWorkOnItWhileAnotherCannotBeLoaded() throws SQLException {
        publishToEach();
        handler.broken = 1;

        try (var _ = start()) {
            await().atMost(PATIENCE).until(this::effects, List.of(0L, 2L, 3L)::equals);
            await().atMost(PATIENCE).until(() -> timesLoaded(1) > 2);
            assertThat(effects()).containsExactly(0L, 2L, 3L);
            handler.broken = -1;
            await().atMost(PATIENCE).until(this::effects, upTo(PARTITIONS)::equals);
        }

        assertThat(List.of(timesLoaded(0), timesLoaded(2), timesLoaded(3)))
                .containsExactly(1L, 1L, 1L);
        assertThat(handler.torn).isEmpty();
    }

    @Test
    void shouldLetGoOfAPartitionThatIsTakenWhileOthersAreLoaded() throws SQLException {
        publishToEach();
        handler.losesOne = true;

        try (var _ = start()) {
            await().atMost(PATIENCE).until(() -> handler.dropped.contains(handler.lost));
            await().atMost(PATIENCE).until(() -> effects().size() == PARTITIONS - 1);
            assertThat(handler.loaded).doesNotContain(handler.lost);
        }

        assertThat(effects()).doesNotContain((long) handler.lost);
    }

    @Test
    void shouldLoadAnewInTurnAfterALostRound() throws SQLException {
        try (var _ = start()) {
            await().atMost(PATIENCE).until(() -> handler.loaded.size() == PARTITIONS);
            handler.failsOnce = true;
            publishToEach();
            await().atMost(PATIENCE).until(this::effects, upTo(PARTITIONS)::equals);
        }

        assertThat(handler.loaded).hasSize(2 * PARTITIONS);
        assertThat(handler.torn).isEmpty();
    }

    private long timesLoaded(int partition) {
        return handler.loaded.stream().filter(one -> one == partition).count();
    }
}
