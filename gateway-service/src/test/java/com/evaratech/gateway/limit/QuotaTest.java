package com.evaratech.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {

    private static final Quota HUNDRED = new Quota(100);

    @Test
    void shouldHaveRoomForAMinutesWorthAtOnce() {
        assertThat(HUNDRED.remaining(0)).isEqualTo(100);
        assertThat(HUNDRED.remaining(99 * HUNDRED.intervalMicros())).isEqualTo(1);
        assertThat(HUNDRED.admits(99 * HUNDRED.intervalMicros())).isTrue();
        assertThat(HUNDRED.admits(99 * HUNDRED.intervalMicros() + 1)).isFalse();
    }

    @Test
    void shouldTellWholeSecondsUntilThereIsRoom() {
        long full = HUNDRED.toleranceMicros();

        assertThat(HUNDRED.secondsUntilAdmitted(0)).isZero();
        assertThat(HUNDRED.secondsUntilAdmitted(full)).isEqualTo(1);
        assertThat(new Quota(1).secondsUntilAdmitted(full)).isEqualTo(60);
        assertThat(HUNDRED.secondsUntilFull(full)).isEqualTo(60);
        assertThat(HUNDRED.secondsUntilFull(1)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 12_000, 1_000_000})
    void shouldCountTheSameWhateverTheRate(int perMinute) {
        var quota = new Quota(perMinute);

        assertThat(quota.remaining(0)).isEqualTo(perMinute);
        assertThat(quota.remaining(quota.intervalMicros())).isEqualTo(perMinute - 1);
        assertThat(quota.remaining(quota.toleranceMicros())).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void shouldRefuseRatesThatItCannotCount(int perMinute) {
        assertThatThrownBy(() -> new Quota(perMinute)).hasMessageContaining("" + perMinute);
    }
}
