package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Deployment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The checks run twice, by the newest and the oldest schema; each run must have read its own. */
class StrictSchemaVersionIT {

    @Test
    void shouldCheckByTheSchemaOfThisRun() throws Exception {
        Path archive =
                Path.of(
                        V1Deployment.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());

        assertThat(archive)
                .hasFileName(
                        "client-java-api-" + System.getProperty("evara.schema.version") + ".jar");
    }
}
