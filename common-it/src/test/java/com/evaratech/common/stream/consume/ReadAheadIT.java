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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read while the round before is being committed, with a backlog of many small rounds. */
class ReadAheadIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUND = 5;
    private static final int KEY = 7;
    private static final int ENTRIES = 40;

    private final StreamDefinition stream =
            new StreamDefinition("ahead" + COUNT.incrementAndGet(), 1, Set.of("counting"));
    private final StreamSchema schema = StreamSchema.create();
    private @Nullable StreamConsumer consumer;

    @BeforeEach
    void publishBacklog() {
        try (var publisher =
                StreamPublisher.start(
                        TestRedis.bus(),
                        stream,
                        PublisherLimits.DEFAULT,
                        new SimpleMeterRegistry())) {
            for (long number = 0; number < ENTRIES; number++) {
                Entry entry = Counting.entry(KEY, number);
                assertThat(publisher.publish(entry).join()).isInstanceOf(Accepted.class);
            }
        }
    }

    @AfterEach
    void close() {
        if (consumer != null) {
            consumer.close();
        }
    }

    /** Does something in the middle of the first round, once. */
    private final class Disturbed implements EntryHandler<Long> {

        private final Counting counting = new Counting(schema.name());
        private final AtomicBoolean done = new AtomicBoolean();
        private final CountDownLatch readBeyond = new CountDownLatch(ROUND + 1);
        private final Disturbance disturbance;

        Disturbed(Disturbance disturbance) {
            this.disturbance = disturbance;
        }

        @Override
        public int newestSchema() {
            return counting.newestSchema();
        }

        @Override
        public @Nullable Long decode(Entry entry) {
            readBeyond.countDown();
            return counting.decode(entry);
        }

        @Override
        public void apply(Connection transaction, List<Received<Long>> round) throws SQLException {
            counting.apply(transaction, round);
            if (!done.getAndSet(true)) {
                assertThat(isReadBeyond()).isTrue();
                disturbance.happen(transaction);
            }
        }

        private boolean isReadBeyond() {
            try {
                return readBeyond.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @FunctionalInterface
    private interface Disturbance {
        void happen(Connection transaction) throws SQLException;
    }

    private void consume(Disturbance disturbance) throws SQLException {
        consumer =
                StreamConsumer.start(
                        TestRedis.bus(),
                        TakingBack.pooled(schema.database()),
                        stream,
                        ConsumerSettings.of("counting", schema.name())
                                .withLease(Duration.ofSeconds(60))
                                .withRound(
                                        new ConsumerSettings.Round(
                                                ROUND, 1 << 20, Duration.ofMillis(20))),
                        new Disturbed(disturbance),
                        new SimpleMeterRegistry());
    }

    private void awaitEachEffectOnceInOrder() {
        List<Long> all = LongStream.range(0, ENTRIES).boxed().toList();
        await().atMost(PATIENCE)
                .until(
                        () -> schema.numbers("select max(value) from %s.effect"),
                        List.of(ENTRIES - 1L)::equals);
        assertThat(schema.numbers("select value from %s.effect order by number")).isEqualTo(all);
    }

    @Test
    void shouldReadTheNextRoundBeforeTheOneAtWorkIsCommitted() throws SQLException {
        consume(_ -> {});

        awaitEachEffectOnceInOrder();
    }

    @Test
    void shouldReadAgainWhatWasReadAheadOfARoundThatWasLost() throws SQLException {
        consume(_ ->
                schema.admin(
                        "update %s.stream_position set epoch = epoch + 1, lease_until = now()"));

        awaitEachEffectOnceInOrder();
    }

    @Test
    void shouldReadAgainWhatWasReadAheadOfARoundThatFailed() throws SQLException {
        consume(transaction -> {
            try (var statement = transaction.createStatement()) {
                var _ = statement.execute("select pg_terminate_backend(pg_backend_pid())");
            }
        });

        awaitEachEffectOnceInOrder();
    }

    @Test
    void shouldGoOnWithWhatWasReadAheadWhenTheBusIsEmptiedMeanwhile() throws SQLException {
        consume(_ -> TestRedis.wipe());

        await().atMost(PATIENCE)
                .until(
                        () -> schema.numbers("select count(*) from %s.stream_gap"),
                        List.of(1L)::equals);
        assertThat(schema.numbers("select value from %s.effect order by number"))
                .isEqualTo(LongStream.range(0, 2 * ROUND).boxed().toList());
    }
}
