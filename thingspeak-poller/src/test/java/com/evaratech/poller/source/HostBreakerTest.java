package com.evaratech.poller.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.poller.source.HostBreaker.Leave;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostBreakerTest {

    private static final Duration REST = Duration.ofSeconds(10);
    private static final int CHANNELS = 10;

    private long nanos = Long.MAX_VALUE - REST.toNanos() / 2;
    private final HostBreaker breaker = new HostBreaker(REST, () -> nanos);

    @Test
    void shouldRestWhenHalfOfTheLastAnswersWereFailures() {
        IntStream.range(0, 9).forEach(this::timeOut);
        IntStream.range(0, 10).forEach(this::answer);
        assertThat(breaker.most(32)).isEqualTo(32);

        timeOut(9);

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.rest()).isEqualTo(REST);
        assertThat(breaker.most(32)).isZero();
        assertThat(breaker.enter()).isEmpty();
    }

    @Test
    void shouldGoOnWhenOneOfTenChannelsIsSick() {
        for (int poll = 0; poll < 100; poll++) {
            timeOut(0);
            IntStream.range(1, CHANNELS).forEach(this::answer);
        }

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void shouldGoOnWhenWhatIsWrongIsOfTheChannels() {
        IntStream.range(0, 40).forEach(channel -> fail(channel, Trouble.KEY_REFUSED, null));

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void shouldLetOneFindOutAfterTheRestAndThenAll() {
        open();
        pass(REST);

        assertThat(breaker.most(32)).isEqualTo(1);
        assertThat(breaker.enter()).contains(Leave.PROBE);
        assertThat(breaker.enter()).isEmpty();
        assertThat(breaker.most(32)).isZero();

        breaker.answered(Leave.PROBE, 1);

        assertThat(breaker.most(32)).isEqualTo(32);
        // What was before is forgotten.
        timeOut(1);
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void shouldRestAgainWhenTheOneFails() {
        open();
        pass(REST);
        assertThat(breaker.enter()).contains(Leave.PROBE);

        breaker.failed(Leave.PROBE, 1, BadAnswer.of(Trouble.TIMEOUT, "late"));

        assertThat(breaker.rest()).isEqualTo(REST);
    }

    @Test
    void shouldLetAnotherOneFindOutWhenTheFirstIsBrokenOff() {
        open();
        pass(REST);
        assertThat(breaker.enter()).contains(Leave.PROBE);

        breaker.leave(Leave.PROBE);

        assertThat(breaker.enter()).contains(Leave.PROBE);
    }

    @Test
    void shouldNotBelieveAnAnswerToWhatWasAskedBeforeTheRest() {
        open();

        breaker.answered(Leave.USUAL, 1);

        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void shouldRestForAsLongAsTheHostAsksForWhenSeveralChannelsAskTooOften() {
        IntStream.range(0, 40).forEach(this::answer);
        fail(1, Trouble.TOO_MANY_REQUESTS, Duration.ofSeconds(30));
        fail(1, Trouble.TOO_MANY_REQUESTS, Duration.ofSeconds(90));
        fail(1, Trouble.TOO_MANY_REQUESTS, null);
        assertThat(breaker.isOpen()).isFalse();

        fail(2, Trouble.TOO_MANY_REQUESTS, Duration.ofMinutes(1));

        assertThat(breaker.rest()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void shouldRestLongerWhenAnswersUnderWayAskForIt() {
        open();

        fail(3, Trouble.SERVER_ERROR, Duration.ofMinutes(2));
        fail(4, Trouble.SERVER_ERROR, Duration.ofMinutes(1));

        assertThat(breaker.rest()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void shouldRestWhenAnotherReplicaWasAskedTo() {
        breaker.restAtLeast(Duration.ZERO);
        assertThat(breaker.isOpen()).isFalse();

        breaker.restAtLeast(Duration.ofSeconds(40));

        assertThat(breaker.rest()).isEqualTo(Duration.ofSeconds(40));
        pass(Duration.ofSeconds(40));
        assertThat(breaker.most(32)).isEqualTo(1);
    }

    private void open() {
        IntStream.range(0, 20).forEach(this::timeOut);
        assertThat(breaker.isOpen()).isTrue();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void answer(long channel) {
        breaker.answered(Leave.USUAL, channel);
    }

    private void timeOut(long channel) {
        fail(channel, Trouble.TIMEOUT, null);
    }

    private void fail(long channel, Trouble trouble, @Nullable Duration retryAfter) {
        breaker.failed(Leave.USUAL, channel, BadAnswer.of(trouble, "bad", retryAfter));
    }
}
