package com.evaratech.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void shouldTakeAFolderForAlertsAlone() {
        assertThat(Options.parse("bench", "alerts", "--data", "/x").data()).hasToString("/x");
        assertThatThrownBy(() -> Options.parse("bench", "poll", "--data", "/x"))
                .hasMessageContaining("--data is an option of bench alerts");
    }

    @Test
    void shouldReadWhatIsAskedFor() {
        assertThat(Options.parse("prove", "streams", "--seed", "7", "--short"))
                .isEqualTo(new Options("prove", "streams", false, true, 7, false, false, null));
        assertThat(Options.parse("bench", "streams", "--json"))
                .isEqualTo(new Options("bench", "streams", true, false, 1, false, false, null));
        assertThat(Options.parse("bench", "ingest", "--profile"))
                .isEqualTo(new Options("bench", "ingest", false, false, 1, false, true, null));
        assertThat(Options.parse("bench", "registry", "--short", "--profile"))
                .isEqualTo(new Options("bench", "registry", false, true, 1, false, true, null));
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
                "bench streams --profile | --profile is an option of bench ingest, bench registry,"
                        + " bench poll",
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
