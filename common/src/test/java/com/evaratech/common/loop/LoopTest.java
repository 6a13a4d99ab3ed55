package com.evaratech.common.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicInteger rounds = new AtomicInteger();
    private @Nullable Loop loop;

    @AfterEach
    void stop() {
        if (loop != null) {
            loop.stop();
        }
    }

    private Loop start(Round round) {
        loop = new Loop("test", round);
        loop.start();
        return loop;
    }

    @Test
    void shouldGoOnAtOnceWhenAskedInThePause() {
        Loop running =
                start(() -> {
                    rounds.incrementAndGet();
                    return HOUR;
                });
        await().until(() -> rounds.get() == 1);

        running.soon();

        await().until(() -> rounds.get() == 2);
    }

    @Test
    void shouldTryAgainAfterFailure() {
        var _ =
                start(() -> {
                    if (rounds.incrementAndGet() < 4) {
                        throw new IOException("away");
                    }
                    return HOUR;
                });

        await().until(() -> rounds.get() == 4);
    }

    @Test
    void shouldBreakOffRoundThatDoesNotEndAndStillLetGo() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Loop running =
                start(
                        new Round() {
                            @Override
                            public Duration run() throws InterruptedException {
                                rounds.incrementAndGet();
                                never.await();
                                return Duration.ZERO;
                            }

                            @Override
                            public void end() {
                                ended.set(!Thread.currentThread().isInterrupted());
                            }
                        });
        await().until(() -> rounds.get() == 1);

        long begun = System.nanoTime();
        running.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(ended).isTrue();
    }
}
