package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7);
    private final Breaker breaker = new Breaker(now::get);

    @Test
    void shouldLetEverybodyTryUntilSeveralFailedInARow() {
        fail(4);
        assertThat(breaker.admits()).isTrue();
        breaker.succeeded();
        fail(4);
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.isOpen()).isFalse();

        breaker.failed();

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.admits()).isFalse();
    }

    @Test
    void shouldLetOneTryAfterAMoment() {
        fail(5);
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isFalse();

        breaker.failed();
        assertThat(breaker.admits()).isFalse();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(breaker.admits()).isTrue();
        breaker.succeeded();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.admits()).isTrue();
            breaker.failed();
        }
    }
}
