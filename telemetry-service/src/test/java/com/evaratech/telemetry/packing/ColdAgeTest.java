package com.evaratech.telemetry.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColdAgeTest {

    @Test
    void shouldPackNothingUnlessToldSo() {
        assertThat(new ColdAge(Optional.empty()).days()).isEmpty();
        assertThat(new ColdAge(Optional.of(" \n")).days()).isEmpty();
        assertThat(new ColdAge(Optional.of("31\n")).days()).hasValue(31);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "36501", "-1", "ten", "99999999999"})
    void shouldRefuseWhatIsNoNumberOfDays(String text) {
        assertThatThrownBy(() -> new ColdAge(Optional.of(text)))
                .hasMessage("PACK_AFTER_DAYS=" + text + " must be a whole number from 31 to 36500");
    }
}
