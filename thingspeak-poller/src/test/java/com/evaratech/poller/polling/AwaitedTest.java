package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitedTest {

    private static final Instant FIRST = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(60);

    private final Awaited awaited =
            Awaited.NONE
                    .plus(FIRST, Missing.parse("{[51,52),[53,54)}"))
                    .plus(SECOND, Missing.parse("{[60,63)}"));

    @Test
    void shouldBeWhatTheDatabaseKept() {
        assertThat(Awaited.parse(awaited.text())).isEqualTo(awaited);
        assertThat(Awaited.parse(Awaited.NONE.text())).isEqualTo(Awaited.NONE);
    }

    @Test
    void shouldHoldWhatWasNotShownYet() {
        Awaited left = awaited.without(List.of(51L, 53L, 61L));

        assertThat(left.contains(60)).isTrue();
        assertThat(left.contains(61)).isFalse();
        assertThat(left.lowest()).isEqualTo(60);
        assertThat(left.without(List.of(60L, 62L))).isEqualTo(Awaited.NONE);
    }

    @Test
    void shouldBeDueOnceItsPatienceHasPassed() {
        Instant due = FIRST.plus(Awaited.PATIENCE);

        assertThat(awaited.due(due.minusSeconds(1)).isEmpty()).isTrue();
        assertThat(awaited.due(due).text()).isEqualTo("{[51,52),[53,54)}");
        assertThat(awaited.notDue(due).text()).isEqualTo(SECOND.getEpochSecond() + "{[60,63)}");
        assertThat(awaited.due(due.plusSeconds(60)).text()).isEqualTo("{[51,52),[53,54),[60,63)}");
    }
}
