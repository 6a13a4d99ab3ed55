package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrameBudgetTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final FrameBudget budget = new FrameBudget(2, now::get);

    @Test
    void shouldLetThroughWhatAMinuteMayHave() {
        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isFalse();
    }

    @Test
    void shouldBeginAnewWithTheNextMinute() {
        assertThat(Stream.generate(budget::take).limit(3)).containsExactly(true, true, false);

        now.addAndGet(TimeUnit.SECONDS.toNanos(59));
        assertThat(budget.take()).isFalse();
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(budget.take()).isTrue();
    }
}
