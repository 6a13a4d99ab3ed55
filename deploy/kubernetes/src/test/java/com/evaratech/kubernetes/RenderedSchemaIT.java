package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is rendered fits the schemas of Kubernetes and of the operators, in every field. All
 * that is asked of it besides is the same by whichever schema, so that the oldest one is asked here
 * alone.
 */
class RenderedSchemaIT {

    static List<Installation> trees() throws IOException {
        return RenderedTreesIT.trees();
    }

    /** Installations are made of these. */
    @ParameterizedTest
    @MethodSource("trees")
    void shouldFitInEveryFieldOfAFolder(Installation tree) {
        assertThat(tree.objects()).isNotEmpty().allSatisfy(StrictSchema::check);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"production", "keda-and-gateway-api", "managed-databases", "mqtt", "small"})
    void shouldFitInEveryFieldOfTheChart(String values) {
        assertThat(Rendered.chart(values)).hasSizeGreaterThan(30).allSatisfy(StrictSchema::check);
    }

    @Test
    void shouldFitInEveryFieldOfTheChartWithBackups() {
        assertThat(
                        Rendered.chart(
                                "managed-databases",
                                "--set",
                                "backup.enabled=true,backup.settings.PGHOST=evara.db.example.org"))
                .hasSizeGreaterThan(30)
                .allSatisfy(StrictSchema::check);
    }

    @Test
    void shouldFitInEveryFieldOfSecretsThatAreMade() {
        assertThat(RenderedSecretsIT.made(true)).hasSize(11).allSatisfy(StrictSchema::check);
    }
}
