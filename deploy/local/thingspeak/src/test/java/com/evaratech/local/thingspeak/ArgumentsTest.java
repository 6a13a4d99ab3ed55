package com.evaratech.local.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void shouldReadOptions() {
        StandInOptions options =
                Arguments.read(
                        new String[] {"--port", "8123", "--nodes", "12", "--quirks", "rough"});
        assertThat(options.port()).isEqualTo(8123);
        assertThat(options.campus().orElseThrow().nodes()).isEqualTo(12);
        assertThat(Arguments.read(new String[] {"--nodes", "0"}).campus()).isEmpty();
    }

    @Test
    void shouldNameTheOptionThatIsWrong() {
        assertThatThrownBy(() -> Arguments.read(new String[] {"--port", "70000"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--port '70000' is not a whole number from 0 to 65535");
        assertThatThrownBy(() -> Arguments.read(new String[] {"--colour", "red"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown option --colour");
    }
}
