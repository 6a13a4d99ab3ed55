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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Taking up partitions, with what a handler keeps of them in memory. */
class LoadIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StreamDefinition stream =
            new StreamDefinition("load" + COUNT.incrementAndGet(), 1, Set.of("counting"));
    private final StreamSchema schema = StreamSchema.create();

    /** Notes under which limits it was asked to load, and fails first of all. */
    private final class Loading implements EntryHandler<Long> {

        private final Counting counting = new Counting(schema.name());
        private final List<String> limits = new CopyOnWriteArrayList<>();

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
        public void load(Connection connection, Set<Integer> partitions) throws SQLException {
            assertThat(connection.getAutoCommit()).as("rows come a part at a time").isFalse();
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("show idle_in_transaction_session_timeout")) {
                assertThat(row.next()).isTrue();
                limits.add(row.getString(1));
            }
            if (limits.size() == 1) {
                throw new OutOfMemoryError("made up");
            }
        }
    }

    @Test
    void shouldLoadInATransactionThatEndsWithItsOwnerAndGoOnAfterAnError() throws SQLException {
        var handler = new Loading();
        try (var _ =
                StreamConsumer.start(
                        TestRedis.bus(),
                        TakingBack.pooled(schema.database()),
                        stream,
                        ConsumerSettings.of("counting", schema.name())
                                .withLease(Duration.ofSeconds(2)),
                        handler,
                        new SimpleMeterRegistry())) {
            await().atMost(PATIENCE).until(() -> handler.limits.size() > 1);
        }

        assertThat(handler.limits).containsOnly("2s");
    }
}
