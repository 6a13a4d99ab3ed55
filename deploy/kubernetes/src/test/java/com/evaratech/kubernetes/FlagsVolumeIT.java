package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Flags reach the gateway as files of a ConfigMap that operators make when they need one. */
class FlagsVolumeIT {

    private static final String POD = "spec.template.spec.";

    @Test
    void shouldShowTheGatewayAConfigMapThatNeedNotBeThere() throws Exception {
        JsonObject gateway =
                Installation.environment("production").ofKind("Deployment").stream()
                        .filter(it -> Json.name(it).equals("gateway-service"))
                        .findFirst()
                        .orElseThrow();

        assertThat(Json.list(gateway, POD + "volumes"))
                .filteredOn(it -> Json.text(it, "name").equals("flags"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(Json.text(it, "configMap.name")).isEqualTo("evara-flags");
                    assertThat(Json.text(it, "configMap.optional")).isEqualTo("true");
                    // The files are root's, and the gateway is not.
                    assertThat(Json.number(it, "configMap.defaultMode")).isEqualTo(0444);
                });
        JsonObject mount =
                Json.list(Json.list(gateway, POD + "containers").getFirst(), "volumeMounts")
                        .stream()
                        .filter(it -> Json.text(it, "name").equals("flags"))
                        .findFirst()
                        .orElseThrow();
        assertThat(Json.text(mount, "readOnly")).isEqualTo("true");
        assertThat(Files.readString(properties()))
                .contains("${FLAGS_FOLDER:%s}".formatted(Json.text(mount, "mountPath")));
    }

    private static Path properties() {
        return Path.of("..", "..", "gateway-service/src/main/resources/application.properties");
    }
}
