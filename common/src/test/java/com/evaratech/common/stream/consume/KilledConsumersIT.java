package com.evaratech.common.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.local.StreamSchema;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import com.evaratech.local.process.Signals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Consumers as processes of their own, so that they can die and hang like processes. */
class KilledConsumersIT {

    private static final int KEYS = 40;
    private static final int KILLS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final StreamDefinition stream = new StreamDefinition("killed", 4, Set.of("counting"));
    private final StreamSchema schema = StreamSchema.create();
    private final List<Process> processes = new ArrayList<>();
    private final StreamPublisher publisher =
            StreamPublisher.start(
                    TestRedis.bus(), stream, PublisherLimits.DEFAULT, new SimpleMeterRegistry());
    private long published;

    @AfterEach
    void end() throws InterruptedException {
        publisher.close();
        for (Process process : processes) {
            int _ = process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldHaveEachEffectOnceWhenConsumersAreKilledAndHang() throws Exception {
        Process first = startConsumer();
        Process second = startConsumer();
        for (int i = 0; i < KILLS; i++) {
            publish();
            awaitSomethingNew();
            int _ = first.destroyForcibly().waitFor();
            first = second;
            second = startConsumer();
        }

        // Longer than its lease: somebody else has its partitions when it wakes up.
        publish();
        Signals.STOP.send(first.toHandle());
        publish();
        awaitAll();
        Signals.CONT.send(first.toHandle());
        publish();

        awaitAll();
        assertThat(effects())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, published).boxed().toList());
        for (long key = 0; key < KEYS; key++) {
            assertThat(
                            schema.numbers(
                                    "select value from %s.effect where key = "
                                            + key
                                            + " order by number"))
                    .isSorted();
        }
    }

    private void publish() {
        long end = published + 400;
        while (published < end) {
            var entry = Counting.entry(published % KEYS, published);
            assertThat(publisher.publish(entry).join()).isInstanceOf(Accepted.class);
            published++;
        }
    }

    private List<Long> effects() {
        return schema.numbers("select value from %s.effect");
    }

    private void awaitSomethingNew() {
        await().atMost(PATIENCE).until(() -> effects().contains(published - 1));
    }

    private void awaitAll() {
        await().atMost(PATIENCE).until(() -> new HashSet<>(effects()).size() == published);
    }

    private Process startConsumer() throws IOException {
        var database = (PGSimpleDataSource) schema.database();
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        ConsumerProcess.class.getName(),
                        TestRedis.url(),
                        stream.name(),
                        Integer.toString(stream.partitions()),
                        schema.name(),
                        Integer.toString(database.getPortNumbers()[0]),
                        String.valueOf(database.getUser()),
                        String.valueOf(database.getPassword()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        processes.add(process);
        return process;
    }
}
