package com.evaratech.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.Command;
import com.evaratech.local.testing.EvaraServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

/** Buckets in a real Redis, beside those of a replica alone. */
class SharedBucketsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern FILE_BYTES = Pattern.compile("aof_current_size:(\\d+)");

    private final String url = String.valueOf(EvaraServers.variables("").get("REDIS_URL"));
    private final SharedBuckets one = buckets();
    private final SharedBuckets other = buckets();

    private SharedBuckets buckets() {
        return new SharedBuckets(url, PATIENCE, new LimitMetrics(new SimpleMeterRegistry()));
    }

    @BeforeEach
    void start() {
        for (var each : List.of(one, other)) {
            each.start(new StartupEvent());
            await().atMost(PATIENCE).until(() -> ask(each, fresh(100)).join().isPresent());
        }
    }

    @AfterEach
    void stop() {
        one.stop(new ShutdownEvent());
        other.stop(new ShutdownEvent());
    }

    @Test
    void shouldLetInNoMoreThanTheRateHoweverManyAskAtOnceOfTwoReplicas() {
        Draw draw = fresh(50);

        var answers =
                IntStream.range(0, 500).mapToObj(i -> ask(i % 2 == 0 ? one : other, draw)).toList();

        assertThat(answers.stream().map(CompletableFuture::join).map(Optional::orElseThrow))
                .filteredOn(Verdict::admitted)
                .hasSize(50);
    }

    @Test
    void shouldJudgeAsAReplicaAloneWould() {
        var own = new OwnBuckets(() -> TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
        // None of them fills again while this runs.
        List<Draw> draws = Stream.of(1, 2, 3, 5, 7).map(SharedBucketsIT::fresh).toList();
        var chance = new Random(4711);

        for (int i = 0; i < 60; i++) {
            List<Draw> some = draws.stream().filter(draw -> chance.nextInt(3) == 0).toList();
            if (!some.isEmpty()) {
                Verdict shared = ask(one, some.toArray(Draw[]::new)).join().orElseThrow();
                Verdict alone = own.draw(some);
                assertThat(shared.admitted()).isEqualTo(alone.admitted());
                assertThat(shared.balances())
                        .map(Verdict.Balance::remaining)
                        .isEqualTo(
                                alone.balances().stream().map(Verdict.Balance::remaining).toList());
            }
        }
    }

    @Test
    void shouldWriteNothingToRedisFile() {
        long before = fileBytes();

        for (int i = 0; i < 200; i++) {
            assertThat(ask(one, fresh(12_000)).join()).isPresent();
        }

        // Each would be a hundred bytes and more; others may write a little meanwhile.
        assertThat(fileBytes() - before).isLessThan(5_000);
        // The end of a key is written, too: it is far from the few milliseconds that are owed.
        assertThat(bucketsThatStay()).isGreaterThanOrEqualTo(200);
    }

    private long bucketsThatStay() {
        String count =
                """
                local staying = 0
                for _, key in ipairs(redis.call('KEYS', 'evara:limit:*')) do
                    if redis.call('PTTL', key) > 60000 then staying = staying + 1 end
                end
                return staying
                """;
        try (var redis = new Bus(BusAddress.parse(url)).connect()) {
            return redis.call(Command.of(Protocol.Command.EVAL).arg(count).arg(0)).number();
        }
    }

    private static Draw fresh(int perMinute) {
        return Draw.of(Limit.DEVICE, "one slot", UUID.randomUUID().toString(), perMinute);
    }

    private static CompletableFuture<Optional<Verdict>> ask(SharedBuckets buckets, Draw... draws) {
        var answer = new CompletableFuture<Optional<Verdict>>();
        buckets.draw(List.of(draws), answer::complete);
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private long fileBytes() {
        try (var redis = new Bus(BusAddress.parse(url)).connect()) {
            String info = redis.call(Command.of(Protocol.Command.INFO).arg("persistence")).text();
            var size = FILE_BYTES.matcher(info);
            assertThat(size.find()).as(info).isTrue();
            return Long.parseLong(size.group(1));
        }
    }
}
