package com.evaratech.common.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.local.StreamSchema;
import com.evaratech.common.local.TakingBack;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How often rounds begin when entries come one by one. */
class RoundsApartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long APART_MILLIS = 400;
    private static final int ENTRIES = 300;

    private final StreamDefinition stream = new StreamDefinition("apart", 1, Set.of("counting"));
    private final StreamSchema schema = StreamSchema.create();

    @Test
    void shouldLetEntriesGatherUnderASteadyLoad() throws SQLException {
        try (var publisher =
                        StreamPublisher.start(
                                TestRedis.bus(),
                                stream,
                                PublisherLimits.DEFAULT,
                                new SimpleMeterRegistry());
                var _ =
                        StreamConsumer.start(
                                TestRedis.bus(),
                                TakingBack.pooled(schema.database()),
                                stream,
                                ConsumerSettings.of("counting", schema.name())
                                        .withLease(Duration.ofSeconds(60))
                                        .withRound(
                                                new ConsumerSettings.Round(
                                                        1_000,
                                                        1 << 20,
                                                        Duration.ofMillis(APART_MILLIS))),
                                new Counting(schema.name()),
                                new SimpleMeterRegistry())) {
            long begun = System.nanoTime();
            for (int i = 0; i < ENTRIES; i++) {
                var _ = publisher.publish(Counting.entry(1, i)).join();
            }
            await().atMost(PATIENCE).until(() -> count("*") == ENTRIES);
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();

            // A slow machine makes fewer. One that begins before the first entry, one at the end.
            assertThat(count("distinct xmin::text")).isLessThanOrEqualTo(millis / APART_MILLIS + 2);
        }
    }

    private long count(String what) {
        return schema.numbers("select count(%s) from %%s.effect".formatted(what)).getFirst();
    }
}
