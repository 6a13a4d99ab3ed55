package com.evaratech.telemetry.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptDaysTest {

    @Test
    void shouldKeepReadingsAsLongAsTheyAreAcceptedAndQuartersForYears() {
        var days = new KeptDays(Optional.empty(), Optional.of(" \n"));

        assertThat(days.readings()).isEqualTo(400);
        assertThat(days.quarters()).isEqualTo(1_200);
        assertThat(new KeptDays(Optional.of("731\n"), Optional.of("400")).readings())
                .isEqualTo(731);
    }

    @ParameterizedTest
    @ValueSource(strings = {"399", "36501", "-1", "ten", "99999999999"})
    void shouldRefuseWhatIsNoNumberOfDays(String text) {
        assertThatThrownBy(() -> new KeptDays(Optional.of(text), Optional.empty()))
                .hasMessage("READINGS_DAYS=" + text + " must be a whole number from 400 to 36500");
        assertThatThrownBy(() -> new KeptDays(Optional.empty(), Optional.of(text)))
                .hasMessageStartingWith("QUARTERS_DAYS=");
    }
}
