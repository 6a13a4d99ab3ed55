package com.evaratech.common.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.local.StreamSchema;
import com.evaratech.common.local.TakingBack;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamConsumerIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KEYS = 50;

    private final StreamDefinition stream =
            new StreamDefinition("numbers" + COUNT.incrementAndGet(), 4, Set.of("counting"));
    private final StreamSchema schema = StreamSchema.create();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final StreamPublisher publisher =
            StreamPublisher.start(TestRedis.bus(), stream, PublisherLimits.DEFAULT, meters);

    @AfterEach
    void close() throws Exception {
        publisher.close();
        for (AutoCloseable consumer : open) {
            consumer.close();
        }
    }

    private StreamConsumer consumer() {
        return consumer(schema.database());
    }

    private StreamConsumer consumer(DataSource database) {
        try {
            var settings =
                    ConsumerSettings.of("counting", schema.name()).withLease(Duration.ofSeconds(2));
            var consumer =
                    StreamConsumer.start(
                            TestRedis.bus(),
                            database,
                            stream,
                            settings,
                            new Counting(schema.name()),
                            new SimpleMeterRegistry());
            open.add(consumer);
            return consumer;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes until each number was accepted; a number that was refused is published again. */
    private void publish(long from, long to) {
        for (long number = from; number < to; number++) {
            var _ = accept(Counting.entry(number % KEYS, number));
        }
    }

    private Accepted accept(Entry entry) {
        for (int attempt = 0; attempt < 200; attempt++) {
            Acceptance acceptance = publisher.publish(entry).join();
            if (acceptance instanceof Accepted accepted) {
                return accepted;
            }
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        }
        throw new AssertionError("never accepted");
    }

    private List<Long> effects() {
        return schema.numbers("select value from %s.effect order by key, number");
    }

    private void awaitEffects(long from, long to) {
        List<Long> all = LongStream.range(from, to).boxed().toList();
        await().atMost(PATIENCE).until(() -> new HashSet<>(effects()).containsAll(all));
    }

    private void assertOnceInOrder(long from, long to) {
        assertThat(effects())
                .containsExactlyInAnyOrderElementsOf(LongStream.range(from, to).boxed().toList());
        for (long key = 0; key < KEYS; key++) {
            assertThat(
                            schema.numbers(
                                    "select value from %s.effect where key = "
                                            + key
                                            + " order by number"))
                    .isSorted();
        }
    }

    @Test
    void shouldHaveEachEffectOnceAndInOrder() {
        var _ = consumer();

        publish(0, 500);

        awaitEffects(0, 500);
        assertOnceInOrder(0, 500);
    }

    @Test
    void shouldReadWhatWasPublishedBeforeTheGroupFirstStarted() {
        publish(0, 50);

        var _ = consumer();

        awaitEffects(0, 50);
        assertThat(schema.numbers("select count(*) from %s.stream_gap")).containsExactly(0L);
    }

    @Test
    void shouldGoOnWhereItStoodAfterRestart() {
        consumer().close();
        publish(0, 100);
        var first = consumer();
        awaitEffects(0, 100);
        first.close();
        publish(100, 200);

        var _ = consumer();

        awaitEffects(100, 200);
        assertOnceInOrder(0, 200);
    }

    @Test
    void shouldSharePartitionsEvenlyAndTakeThemOverFromOneThatEnds() {
        var first = consumer();
        awaitShares(4L);
        var _ = consumer();
        awaitShares(2L, 2L);
        publish(0, 200);

        first.close();
        publish(200, 400);

        awaitShares(4L);
        awaitEffects(0, 400);
        assertOnceInOrder(0, 400);
    }

    private void awaitShares(Long... shares) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        schema.numbers(
                                                """
                                                select count(*) from %s.stream_position
                                                where lease_until > clock_timestamp() group by owner
                                                """))
                                .containsExactly(shares));
    }

    @Test
    void shouldBuryEntriesThatCannotBeReadOrThatTheDatabaseRefuses() {
        publish(0, 40);
        var _ = accept(Counting.entry(7, -1));
        var _ = accept(new Entry(1, Counting.NUMBER, 7, null, new byte[] {1, 2}));
        publish(40, 80);

        var _ = consumer();

        awaitEffects(0, 80);
        assertOnceInOrder(0, 80);
        assertThat(schema.numbers("select length(reason) from %s.dead_letter order by number"))
                .containsExactlyInAnyOrder(
                        (long) "unreadable".length(), (long) "refused_by_database".length());
    }

    @Test
    void shouldLeaveEntriesOfOtherKindsAlone() {
        var _ = accept(new Entry(1, Entry.WATERMARK, 7, null, new byte[0]));
        publish(0, 10);

        var _ = consumer();

        awaitEffects(0, 10);
        assertThat(schema.numbers("select count(*) from %s.dead_letter")).containsExactly(0L);
    }

    @Test
    void shouldHoldPartitionBeforeNewerSchemaWhileOthersGoOn() {
        int held = stream.partitionOf(7);
        var _ = accept(new Entry(2, Counting.NUMBER, 7, null, new byte[0]));
        publish(0, 200);

        var _ = consumer();

        List<Long> others =
                LongStream.range(0, 200)
                        .filter(number -> stream.partitionOf(number % KEYS) != held)
                        .boxed()
                        .toList();
        await().atMost(PATIENCE).until(() -> effects().size() == others.size());
        assertThat(effects()).containsExactlyInAnyOrderElementsOf(others);
        assertThat(schema.numbers("select count(*) from %s.dead_letter")).containsExactly(0L);
    }

    @Test
    void shouldHaveEachEffectOnceWhenConnectionsToTheDatabaseAreCut() {
        var _ = consumer();
        for (int i = 0; i < 10; i++) {
            publish(i * 50L, (i + 1) * 50L);
            schema.cutConnections();
        }

        awaitEffects(0, 500);
        assertOnceInOrder(0, 500);
    }

    @Test
    void shouldHaveNoEffectsOfALostRoundWhenItsConnectionGoesBackToAPool() {
        var _ = consumer(TakingBack.pooled(schema.database()));
        publish(0, 100);
        awaitEffects(0, 100);

        schema.admin("update %s.stream_position set epoch = epoch + 1, lease_until = now()");
        publish(100, 200);

        awaitEffects(100, 200);
        assertOnceInOrder(0, 200);
    }

    @Test
    void shouldWaitOutAnOutageOfTheBus() {
        var _ = consumer();
        publish(0, 100);
        awaitEffects(0, 100);

        TestRedis.stop();
        assertThat(publisher.publish(Counting.entry(1, 1)).join())
                .isInstanceOf(Acceptance.Refused.class);
        TestRedis.start();
        publish(100, 200);

        awaitEffects(100, 200);
        assertThat(effects()).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellExactlyWhatWasLostWhenTheBusComesBackEmpty() {
        var consumer = consumer();
        publish(0, 20);
        awaitEffects(0, 20);
        consumer.close();
        Accepted lost = accept(Counting.entry(7, 1_000));
        TestRedis.wipe();
        Accepted kept = accept(Counting.entry(7, 1_001));

        var _ = consumer();

        awaitEffects(1_001, 1_002);
        assertThat(effects()).doesNotContain(1_000L).doesNotHaveDuplicates();
        assertThat(inGap("lost", lost)).isTrue();
        assertThat(inGap("lost", kept)).isFalse();
    }

    @Test
    void shouldTellExactlyWhatWasTrimmedBeforeItWasRead() {
        var consumer = consumer();
        publish(0, 20);
        awaitEffects(0, 20);
        consumer.close();
        Accepted gone = accept(Counting.entry(7, 1_000));
        Accepted kept = accept(Counting.entry(7, 1_001));
        var keys = stream.keys(gone.partition());
        var _ = TestRedis.call("HSET", keys.facts(), "trimmed", gone.id().toString());
        var _ = TestRedis.call("XTRIM", keys.stream(), "MINID", "=", kept.id().toString());

        var _ = consumer();

        awaitEffects(1_001, 1_002);
        assertThat(effects()).doesNotContain(1_000L).doesNotHaveDuplicates();
        assertThat(inGap("trimmed", gone)).isTrue();
        assertThat(inGap("trimmed", kept)).isFalse();
    }

    private boolean inGap(String reason, Accepted accepted) {
        return schema.numbers(
                                """
                                select count(*) from %%s.stream_gap
                                where reason = '%s' and partition = %d
                                    and (after_ms, after_seq) < (%d, %d)
                                    and (%d, %d) <= (until_ms, until_seq)
                                """
                                        .formatted(
                                                reason,
                                                accepted.partition(),
                                                accepted.id().millis(),
                                                accepted.id().sequence(),
                                                accepted.id().millis(),
                                                accepted.id().sequence()))
                        .getFirst()
                == 1;
    }

    @Test
    void shouldReadTheWindowAgainWhenTheDatabaseWasRestoredToAnEarlierTime() {
        var consumer = consumer();
        publish(0, 100);
        awaitEffects(0, 100);
        consumer.close();
        schema.admin(
                """
                create table %s.saved_effect as table %s.effect;
                create table %s.saved_position as table %s.stream_position
                """);
        var second = consumer();
        publish(100, 200);
        awaitEffects(100, 200);
        second.close();
        schema.admin(
                """
                delete from %s.effect where value not in (select value from %s.saved_effect);
                update %s.stream_position as row
                set position_ms = saved.position_ms, position_seq = saved.position_seq,
                    read_count = saved.read_count, epoch = saved.epoch
                from %s.saved_position as saved where row.partition = saved.partition
                """);

        var _ = consumer();

        awaitEffects(100, 200);
        assertOnceInOrder(0, 200);
    }

    @Test
    void shouldRefuseToConsumeWithoutBeingDeclared() {
        var settings = ConsumerSettings.of("stranger", schema.name());

        assertThatThrownBy(() ->
                        StreamConsumer.start(
                                TestRedis.bus(),
                                schema.database(),
                                stream,
                                settings,
                                new Counting(schema.name()),
                                meters))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("declares no group stranger");
    }
}
