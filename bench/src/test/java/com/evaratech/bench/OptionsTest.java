package com.evaratech.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.bench.fleet.ServiceForm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void shouldReadWhatIsAskedFor() {
        Options proof = Options.parse("prove", "streams", "--seed", "7", "--short");
        assertThat(proof.asked()).isEqualTo("prove streams");
        assertThat(proof.seed()).isEqualTo(7);
        assertThat(proof.isShort()).isTrue();
        assertThat(proof.json()).isFalse();

        Options bench = Options.parse("bench", "ingest", "--profile", "--json");
        assertThat(bench.isProfiled()).isTrue();
        assertThat(bench.json()).isTrue();
        assertThat(bench.form()).isEqualTo(ServiceForm.JVM);
        assertThat(bench.isShort()).isFalse();
        assertThat(bench.seed()).isEqualTo(1);
    }

    @Test
    void shouldTakeAsManyRowsAsAreUsualUnlessTold() {
        assertThat(Options.parse("bench", "query", "--rows", "5").rowsOr(7, 3)).isEqualTo(5);
        assertThat(Options.parse("bench", "query").rowsOr(7, 3)).isEqualTo(7);
        assertThat(Options.parse("bench", "query", "--short").rowsOr(7, 3)).isEqualTo(3);
    }

    @Test
    void shouldLeavePostgresItsUsualBuffersUnlessTold() {
        assertThat(Options.parse("bench", "query", "--buffers", "2048").buffersMebibytes())
                .hasValue(2_048);
        assertThat(Options.parse("bench", "query").buffersMebibytes()).isEmpty();
    }

    @Test
    void shouldTakeAFolderForAlerts() {
        assertThat(Options.parse("bench", "alerts", "--data", "/x").data()).contains(Path.of("/x"));
        assertThat(Options.parse("bench", "alerts").data()).isEmpty();
    }

    @Test
    void shouldMeasureExecutablesWhereTheyAreAskedFor() {
        assertThat(Options.parse("bench", "alerts", "--native").form())
                .isEqualTo(ServiceForm.NATIVE);
        assertThat(Options.parse("bench", "alerts").form()).isEqualTo(ServiceForm.JVM);
    }

    @Test
    void shouldTakeAPart() {
        Options part = Options.parse("bench", "alerts", "--part", "speed", "--profile");
        assertThat(part.part()).contains("speed");
        assertThat(part.isProfiled()).isTrue();
        assertThat(Options.parse("bench", "alerts").part()).isEmpty();
        assertThat(Options.parse("bench", "gateway", "--part", "live").part()).contains("live");
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
                        + " bench poll, bench alerts, bench gateway",
                "bench poll --part x | --part is an option of bench alerts, bench gateway, bench registry,",
                "bench ingest --rows 5 | --rows is an option of bench query",
                "bench poll --buffers 5 | --buffers is an option of bench query",
                "bench query --rows many | --rows must be a whole number, not \"many\"",
                "bench poll --data /x | --data is an option of bench alerts",
                "bench registry --native | --native is an option of bench ingest, bench alerts",
                "bench ingest --native --profile | a native executable cannot be recorded"
            })
    void shouldSayWhatIsWrongAndHowItIsUsed(String line, String sentence) {
        assertThatThrownBy(() -> Options.parse(line.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("usage: ./evara");
    }
}
