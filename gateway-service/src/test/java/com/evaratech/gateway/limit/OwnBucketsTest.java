package com.evaratech.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class OwnBucketsTest {

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;

    private final AtomicLong nowMicros = new AtomicLong(17);
    private final OwnBuckets buckets = new OwnBuckets(nowMicros::get);
    private final Draw person = Draw.of(Limit.PERSON, "none", "somebody", 3);
    private final Draw tenant = Draw.of(Limit.TENANT, "none", "tenant", 5);

    @Test
    void shouldLetInAMinutesWorthAndThenOneForEachThatBecomesFree() {
        assertThat(admittedOf(5, person)).isEqualTo(3);
        assertThat(buckets.draw(List.of(person)).retryAfter()).contains(Duration.ofSeconds(20));

        nowMicros.addAndGet(20 * SECOND);

        assertThat(admittedOf(5, person)).isEqualTo(1);
        nowMicros.addAndGet(MINUTE);
        assertThat(admittedOf(5, person)).isEqualTo(3);
    }

    @Test
    void shouldDrawOnAllBucketsOrOnNone() {
        var other = Draw.of(Limit.PERSON, "none", "somebody else", 3);
        assertThat(admittedOf(4, person, tenant)).isEqualTo(3);

        // The one who was refused cost the tenant nothing: two of its five are left.
        assertThat(admittedOf(3, other, tenant)).isEqualTo(2);
        assertThat(admittedOf(3, other)).isEqualTo(1);
    }

    @Test
    void shouldTellHowItStands() {
        var verdict = buckets.draw(List.of(person, tenant));

        assertThat(verdict.tightest().draw()).isEqualTo(person);
        assertThat(verdict.tightest().remaining()).isEqualTo(2);
        assertThat(verdict.retryAfter()).isEmpty();
    }

    /** However callers come, no stretch of time sees more than a minute's worth and its share. */
    @RepeatedTest(20)
    void shouldNeverLetInMoreThanTheRate(RepetitionInfo repetition) {
        RandomGenerator chance =
                RandomGeneratorFactory.of("L64X128MixRandom")
                        .create(repetition.getCurrentRepetition());
        int perMinute = chance.nextInt(1, 200);
        var draw = Draw.of(Limit.DEVICE, "d", "d", perMinute);
        long begun = nowMicros.get();
        long admitted = 0;
        for (int request = 0; request < 2_000; request++) {
            nowMicros.addAndGet(chance.nextLong(SECOND / 2));
            if (buckets.draw(List.of(draw)).admitted()) {
                admitted++;
            }
            long share = (nowMicros.get() - begun) / draw.quota().intervalMicros();
            assertThat(admitted).isLessThanOrEqualTo(perMinute + share);
        }
        assertThat(admitted).isGreaterThanOrEqualTo(perMinute);
    }

    @Test
    void shouldStayBounded() {
        assertThat(admittedCallers(100_000, 0)).isEqualTo(100_000);

        // Whoever comes now shares what one caller has, and whoever was there before has its own.
        assertThat(admittedCallers(50_000, 100_000)).isEqualTo(3);
        assertThat(admittedOf(5, Draw.of(Limit.ADDRESS, "a", "caller 0", 3))).isEqualTo(2);
        assertThat(admittedOf(5, Draw.of(Limit.SIGN_IN, "s", "caller 200000", 3))).isEqualTo(3);
        assertThat(admittedOf(5, Draw.of(Limit.SIGN_IN, "s", "caller 200001", 3))).isZero();
    }

    @Test
    void shouldGiveEachABucketAgainOnceOthersOweNothing() {
        assertThat(admittedCallers(150_000, 0)).isEqualTo(100_003);

        nowMicros.addAndGet(MINUTE);

        assertThat(admittedCallers(50_000, 200_000)).isEqualTo(50_000);
    }

    private long admittedCallers(int callers, int first) {
        return IntStream.range(first, first + callers)
                .mapToObj(caller -> Draw.of(Limit.ADDRESS, "a", "caller " + caller, 3))
                .filter(draw -> buckets.draw(List.of(draw)).admitted())
                .count();
    }

    private long admittedOf(int requests, Draw... draws) {
        long admitted = 0;
        for (int request = 0; request < requests; request++) {
            if (buckets.draw(List.of(draws)).admitted()) {
                admitted++;
            }
        }
        return admitted;
    }
}
