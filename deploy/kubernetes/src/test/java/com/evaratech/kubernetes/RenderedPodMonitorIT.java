package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose metrics the Prometheus operator is told to read: rules ask for all of them. */
class RenderedPodMonitorIT {

    @Test
    void shouldReadEveryService() {
        assertThat(read(Installation.environment("production"), "evara"))
                .contains(
                        "gateway-service",
                        "node-service",
                        "telemetry-service",
                        "alert-service",
                        "thingspeak-poller");
    }

    static Stream<Installation> withADatabase() {
        return Stream.concat(Installation.all().stream(), Installation.twoRegions().stream())
                .filter(it -> !it.ofKind("PodMonitor").isEmpty())
                .filter(it -> !it.ofKind("Cluster").isEmpty());
    }

    /** Alerts on backups and the archive are quiet without it, whatever the database is called. */
    @ParameterizedTest
    @MethodSource("withADatabase")
    void shouldReadTheDatabase(Installation installation) {
        assertThat(read(installation, "postgres"))
                .containsExactlyElementsOf(installation.names("Cluster"));
    }

    @ParameterizedTest
    @MethodSource("withADatabase")
    void shouldReadThePooler(Installation installation) {
        assertThat(read(installation, "postgres-pooler"))
                .containsExactlyElementsOf(installation.names("Pooler"));
    }

    @Test
    void shouldReadADatabaseThatWasRestoredAndThoseOfBothRegions() {
        assertThat(withADatabase())
                .extracting(Installation::name)
                .contains("restored database", "first of two regions", "second of two regions");
    }

    /** The owners of the pods that a monitor chooses. */
    private static List<String> read(Installation installation, String monitor) {
        JsonObject found =
                installation.ofKind("PodMonitor").stream()
                        .filter(it -> Json.name(it).equals(monitor))
                        .findFirst()
                        .orElseThrow();
        return installation.pods().stream()
                .filter(it -> it.isSelectedBy(Json.object(found, "spec.selector")))
                .map(Pod::owner)
                .toList();
    }
}
