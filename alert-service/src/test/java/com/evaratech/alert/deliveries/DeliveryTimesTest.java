package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTimesTest {

    private record Config(
            boolean privateAddresses,
            Duration timeout,
            Duration firstWait,
            Duration longestWait,
            Duration patience)
            implements DeliveryConfig {}

    @ParameterizedTest
    @CsvSource({
        "PT0S,  PT5S,  PT1H, PT24H, EVARA_DELIVERIES_TIMEOUT is PT0S",
        "PT31S, PT5S,  PT1H, PT24H, EVARA_DELIVERIES_TIMEOUT is PT31S",
        "PT10S, PT0S,  PT1H, PT24H, EVARA_DELIVERIES_FIRST_WAIT is PT0S",
        "PT10S, PT5S,  PT4S, PT24H, EVARA_DELIVERIES_LONGEST_WAIT is PT4S",
        "PT10S, PT5S,  PT1H, PT-1S, EVARA_DELIVERIES_PATIENCE is PT-1S"
    })
    void shouldNameTheVariableThatCannotBeSo(
            Duration timeout, Duration first, Duration longest, Duration patience, String said) {
        var config = new Config(false, timeout, first, longest, patience);

        assertThatThrownBy(() -> DeliveryTimes.check(config)).hasMessageStartingWith(said);
    }

    @Test
    void shouldTakeTheLongestAttemptAndEqualWaits() {
        var wait = Duration.ofSeconds(5);
        var config = new Config(false, Duration.ofSeconds(30), wait, wait, wait);

        assertThatCode(() -> DeliveryTimes.check(config)).doesNotThrowAnyException();
    }
}
