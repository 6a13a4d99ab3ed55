package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose metrics the Prometheus operator is told to read: rules ask for all of them. */
class RenderedPodMonitorIT {

    private final Installation production = Installation.environment("production");

    @Test
    void shouldReadEveryService() {
        assertThat(read("evara"))
                .contains(
                        "gateway-service",
                        "node-service",
                        "telemetry-service",
                        "alert-service",
                        "thingspeak-poller");
    }

    /** Alerts on backups and the archive are quiet without it. */
    @Test
    void shouldReadTheDatabase() {
        assertThat(read("postgres")).containsExactly("postgres");
    }

    /** The owners of the pods that a monitor chooses. */
    private List<String> read(String monitor) {
        JsonObject found =
                production.ofKind("PodMonitor").stream()
                        .filter(it -> Json.name(it).equals(monitor))
                        .findFirst()
                        .orElseThrow();
        return production.pods().stream()
                .filter(it -> it.isSelectedBy(Json.object(found, "spec.selector")))
                .map(Pod::owner)
                .toList();
    }
}
