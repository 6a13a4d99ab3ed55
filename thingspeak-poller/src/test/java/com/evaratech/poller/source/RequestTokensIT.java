package com.evaratech.poller.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two replicas have two of these and one database. */
@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class RequestTokensIT {

    private static final int PER_MINUTE = 60;
    private static final int AT_ONCE = PER_MINUTE / 6;

    @Inject DataSource database;

    private final long channel = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);

    @Test
    void shouldGiveAllReplicasTogetherWhatOneMayTake() throws Exception {
        var replicas = List.of(new RequestTokens(database), new RequestTokens(database));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Duration>> takes =
                    IntStream.range(0, 4 * AT_ONCE)
                            .<Callable<Duration>>mapToObj(take ->
                                    () -> replicas.get(take % 2).take(channel, null, PER_MINUTE))
                            .toList();

            long begun = System.nanoTime();
            List<Duration> waits =
                    threads.invokeAll(takes).stream().map(Future::resultNow).toList();

            assertThat(waits.stream().filter(Duration::isZero))
                    .hasSizeBetween(AT_ONCE, AT_ONCE + 1 + (int) secondsSince(begun));
            assertThat(waits)
                    .allSatisfy(wait ->
                            assertThat(wait)
                                    .isLessThanOrEqualTo(Duration.ofSeconds(3L * AT_ONCE + 1)));
        }
    }

    @Test
    void shouldLetEachOfThoseWhoGetNoneComeAgainForATokenOfItsOwn() throws Exception {
        int nodes = 20;
        int perMinute = 30;
        Duration token = Duration.ofSeconds(2);
        var tokens = new RequestTokens(database);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Duration>> takes =
                    Collections.nCopies(nodes, () -> tokens.take(channel, null, perMinute));

            List<Duration> waits =
                    threads.invokeAll(takes).stream()
                            .map(Future::resultNow)
                            .filter(Duration::isPositive)
                            .sorted()
                            .toList();

            assertThat(waits).hasSizeBetween(nodes - perMinute / 6 - 1, nodes - perMinute / 6);
            for (int next = 1; next < waits.size(); next++) {
                assertThat(waits.get(next).minus(waits.get(next - 1)))
                        .isBetween(token.minusMillis(500), token.plusMillis(500));
            }
        }
    }

    @Test
    void shouldGiveATokenAgainAfterTheTimeThatItSaid() throws InterruptedException {
        var tokens = new RequestTokens(database);
        int perMinute = 600;
        long begun = System.nanoTime();
        Duration wait = tokens.take(channel, null, perMinute);
        while (wait.isZero()) {
            // Until the bucket is empty.
            begun = System.nanoTime();
            wait = tokens.take(channel, null, perMinute);
        }

        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> tokens.take(channel, null, perMinute).isZero());

        assertThat(wait).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(wait);
    }

    @Test
    void shouldCountAKeyOverAllItsChannelsAndKeylessChannelsEachForItself()
            throws InterruptedException {
        var tokens = new RequestTokens(database);
        String key = "KEY" + channel;
        // The next one comes after ten seconds.
        int perMinute = 6;
        assertThat(tokens.take(channel, key, perMinute)).isZero();

        assertThat(tokens.take(channel + 1, key, perMinute)).isPositive();
        assertThat(tokens.take(channel, null, perMinute)).isZero();
    }

    private static long secondsSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toSeconds();
    }
}
