package com.evaratech.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {

    private final Slots slots = new Slots(3, 2);

    @Test
    void shouldLetOneKeyHaveSoManyAndNoMore() {
        assertThat(slots.take("a")).isEmpty();
        assertThat(slots.take("a")).isEmpty();
        assertThat(slots.take("a")).contains(Refused.TOO_MANY_OF_KEY);

        slots.free("a");
        assertThat(slots.take("a")).isEmpty();
        assertThat(slots.taken()).isEqualTo(2);
    }

    @Test
    void shouldLetAllTogetherHaveSoManyAndNoMore() {
        assertThat(slots.take("a")).isEmpty();
        assertThat(slots.take("b")).isEmpty();
        assertThat(slots.take("c")).isEmpty();
        assertThat(slots.take("d")).contains(Refused.TOO_MANY);

        slots.free("b");
        assertThat(slots.take("d")).isEmpty();
    }
}
