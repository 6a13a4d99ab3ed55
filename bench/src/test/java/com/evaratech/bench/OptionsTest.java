package com.evaratech.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void shouldReadWhatIsAskedFor() {
        assertThat(Options.parse("prove", "streams", "--seed", "7", "--short"))
                .isEqualTo(new Options("prove", "streams", false, true, 7, 0, false, false));
        assertThat(Options.parse("bench", "streams", "--json"))
                .isEqualTo(new Options("bench", "streams", true, false, 1, 0, false, false));
        assertThat(Options.parse("bench", "ingest", "--profile"))
                .isEqualTo(new Options("bench", "ingest", false, false, 1, 0, false, true));
        assertThat(Options.parse("bench", "registry", "--short", "--profile"))
                .isEqualTo(new Options("bench", "registry", false, true, 1, 0, false, true));
        assertThat(Options.parse("bench", "query", "--rows", "5").rowsOr(7, 3)).isEqualTo(5);
        assertThat(Options.parse("bench", "query").rowsOr(7, 3)).isEqualTo(7);
        assertThat(Options.parse("bench", "query", "--short").rowsOr(7, 3)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prove | a name is missing",
                "prove tanks | there is no \"prove tanks\"",
                "bench streams --fast | unknown option \"--fast\"",
                "prove streams --seed | a number behind --seed is missing",
                "prove streams --seed x | --seed must be a whole number, not \"x\"",
                "bench streams --profile | --profile is an option of bench ingest, bench registry, bench poll",
                "bench ingest --rows 5 | --rows is an option of bench query",
                "bench query --rows many | --rows must be a whole number, not \"many\"",
                "bench registry --native | --native is an option of bench ingest",
                "bench ingest --native --profile | a native executable cannot be recorded"
            })
    void shouldSayWhatIsWrongAndHowItIsUsed(String line, String sentence) {
        assertThatThrownBy(() -> Options.parse(line.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("usage: ./evara");
    }
}
