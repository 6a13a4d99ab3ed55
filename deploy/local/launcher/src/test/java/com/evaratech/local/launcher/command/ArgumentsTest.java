package com.evaratech.local.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.launcher.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final Arguments.Grammar GRAMMAR =
            new Arguments.Grammar(Set.of("-f"), Set.of("--port"), 1);

    @Test
    void shouldTellFlagsOptionsAndWordsApart() {
        Arguments arguments = GRAMMAR.parse(List.of("node-service", "-f", "--port", "8001"));

        assertThat(arguments.has("-f")).isTrue();
        assertThat(arguments.option("--port")).contains("8001");
        assertThat(arguments.firstWord()).contains("node-service");
    }

    @Property
    void shouldReadAnOptionInBothForms(@ForAll @AlphaChars @NotBlank String value) {
        assertThat(GRAMMAR.parse(List.of("--port", value)).option("--port"))
                .isEqualTo(GRAMMAR.parse(List.of("--port=" + value)).option("--port"))
                .contains(value);
    }

    @Test
    void shouldNameWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> GRAMMAR.parse(List.of("--prot", "1")))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"--prot\" is not understood here");
        assertThatThrownBy(() -> GRAMMAR.parse(List.of("a", "b")))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"b\" is not understood here");
        assertThatThrownBy(() -> GRAMMAR.parse(List.of("--port")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--port needs a value");
    }

    @Test
    void shouldReadLimitsAndNameABadOne() {
        assertThat(StartLimits.of(Map.of("EVARA_MIN_FREE_MB", "7", "EVARA_READY_SECONDS", "9")))
                .isEqualTo(new StartLimits(7, Duration.ofSeconds(9)));
        assertThatThrownBy(() -> StartLimits.of(Map.of("EVARA_MIN_FREE_MB", "much")))
                .isInstanceOf(Trouble.class)
                .hasMessage("EVARA_MIN_FREE_MB must be a whole number, not \"much\".");
    }
}
