package com.evaratech.node.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportDaysTest {

    @Test
    void shouldBeThreeMonthsUnlessSaidOtherwise() {
        assertThat(new ExportDays(Optional.empty()).count()).isEqualTo(90);
        assertThat(new ExportDays(Optional.of(" \n")).count()).isEqualTo(90);
        assertThat(new ExportDays(Optional.of("7\n")).count()).isEqualTo(7);
        assertThat(new ExportDays(Optional.of("3650")).count()).isEqualTo(3_650);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3651", "-1", "ten", "1.5", "99999999999"})
    void shouldRefuseWhatIsNoNumberOfDays(String text) {
        assertThatThrownBy(() -> new ExportDays(Optional.of(text)))
                .hasMessage("EXPORT_DAYS=" + text + " must be a whole number from 1 to 3650");
    }
}
