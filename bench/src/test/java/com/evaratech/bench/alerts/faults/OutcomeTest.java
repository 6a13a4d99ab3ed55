package com.evaratech.bench.alerts.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Key KEY = new Key(1, "High");
    private static final Key OTHER = new Key(2, "High");
    private static final Map<Key, List<Integer>> EXPECTED =
            Map.of(KEY, List.of(1, 2, 3), OTHER, List.of());

    @Test
    void shouldFindNothingWrongWhereNothingIs() {
        assertThat(Outcome.of(EXPECTED, Map.of(KEY, List.of(1, 2, 3))))
                .isEqualTo(new Outcome(0, 0, 0));
    }

    @Test
    void shouldCountWhatIsLostAndWhatIsThereTwice() {
        assertThat(Outcome.of(EXPECTED, Map.of(KEY, List.of(1, 3, 3))))
                .isEqualTo(new Outcome(1, 1, 0));
        assertThat(Outcome.of(EXPECTED, Map.of())).isEqualTo(new Outcome(3, 0, 0));
    }

    @Test
    void shouldCountWhatNobodyExpects() {
        assertThat(Outcome.of(EXPECTED, Map.of(KEY, List.of(1, 2, 3), OTHER, List.of(7))))
                .isEqualTo(new Outcome(0, 1, 0));
    }

    @Test
    void shouldSeeAnotherOrder() {
        assertThat(Outcome.of(EXPECTED, Map.of(KEY, List.of(2, 1, 3))))
                .isEqualTo(new Outcome(0, 0, 1));
    }
}
