package com.evaratech.common.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.local.StreamSchema;
import com.evaratech.common.local.TakingBack;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done in partitions without an entry. */
class SettleIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StreamDefinition stream =
            new StreamDefinition("settle" + COUNT.incrementAndGet(), 1, Set.of("counting"));
    private final StreamSchema schema = StreamSchema.create();

    /** Settles each partition once for each time that it is taken. */
    private final class Settling implements EntryHandler<Long> {

        private final Counting counting = new Counting(schema.name());
        private final AtomicInteger settled = new AtomicInteger();
        private final Runnable first;
        private volatile boolean isSettled;

        Settling(Runnable first) {
            this.first = first;
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
        public Set<Integer> unsettled(Set<Integer> owned) {
            return isSettled ? Set.of() : owned;
        }

        @Override
        public void settle(Connection transaction, Set<Integer> partitions) throws SQLException {
            try (var statement = transaction.createStatement()) {
                int _ =
                        statement.executeUpdate(
                                "insert into %s.effect (key, value) values (1, 1)"
                                        .formatted(schema.name()));
            }
            if (settled.incrementAndGet() == 1) {
                first.run();
            }
            isSettled = true;
        }

        @Override
        public void load(Connection connection, Set<Integer> partitions) {
            isSettled = false;
        }
    }

    private StreamConsumer consume(Settling handler) throws SQLException {
        return StreamConsumer.start(
                TestRedis.bus(),
                TakingBack.pooled(schema.database()),
                stream,
                ConsumerSettings.of("counting", schema.name())
                        .withLease(Duration.ofSeconds(60))
                        .withRound(new ConsumerSettings.Round(10, 1 << 20, Duration.ofMillis(20))),
                handler,
                new SimpleMeterRegistry());
    }

    @Test
    void shouldSettleWithoutAnyEntry() throws SQLException {
        try (var _ = consume(new Settling(() -> {}))) {
            await().atMost(PATIENCE).until(this::effects, List.of(1L)::equals);
        }
    }

    @Test
    void shouldHaveNoEffectWhenThePartitionWasTakenMeanwhile() throws SQLException {
        var handler =
                new Settling(() ->
                        schema.admin(
                                "update %s.stream_position set epoch = epoch + 1, lease_until = now()"));
        try (var _ = consume(handler)) {
            await().atMost(PATIENCE).until(() -> handler.settled.get() == 2);
            await().atMost(PATIENCE).until(() -> !effects().equals(List.of(0L)));
        }

        assertThat(effects()).containsExactly(1L);
    }

    private List<Long> effects() {
        return schema.numbers("select count(*) from %s.effect");
    }
}
