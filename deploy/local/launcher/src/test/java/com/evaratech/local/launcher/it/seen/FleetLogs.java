package com.evaratech.local.launcher.it.seen;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.it.LocalFleet;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a fleet's logs tell, and what they must not. */
public final class FleetLogs {

    private static final List<String> SERVICES =
            List.of(
                    "node-service",
                    "telemetry-service",
                    "alert-service",
                    "thingspeak-poller",
                    "gateway-service");

    private FleetLogs() {}

    /**
     * No part's log has a secret of this machine in it, nor one that the test was given.
     *
     * @param given tokens and keys that went through the fleet
     */
    public static void assertWithoutSecrets(LocalFleet fleet, List<String> given)
            throws IOException {
        List<String> secrets = new ArrayList<>(given);
        for (Path file : files(fleet.home().resolve("secrets"))) {
            secrets.add(Files.readString(file).strip());
        }
        assertThat(secrets).hasSizeGreaterThan(10).allMatch(it -> it.length() > 15);
        for (Path log : files(fleet.home().resolve("logs"))) {
            String text = Files.readString(log);
            for (String secret : secrets) {
                // The message of a failure is read by many, so it must not tell the secret either.
                assertThat(text.contains(secret))
                        .as("%s holds a secret that begins with %.4s", log.getFileName(), secret)
                        .isFalse();
            }
        }
    }

    /** Each line of a service's log is one JSON object with what collectors read. */
    public static void assertOneObjectALine(LocalFleet fleet) throws IOException {
        for (String service : SERVICES) {
            List<String> lines =
                    fleet.log(service).lines().filter(it -> it.startsWith("{")).toList();
            assertThat(lines).as(service).isNotEmpty();
            for (String line : lines) {
                JsonNode object = Json.mapper().readTree(line);
                assertThat(object.path("service").asText()).isEqualTo(service);
                assertThat(object.path("timestamp").asText()).endsWith("Z");
                assertThat(List.of("level", "loggerName", "message", "mdc")).allMatch(object::has);
            }
        }
    }

    /** Some line of a service's log leads from the id in an answer to the trace of the request. */
    public static void assertTold(LocalFleet fleet, String service, String requestId)
            throws IOException {
        List<JsonNode> told = new ArrayList<>();
        for (String line : fleet.log(service).lines().filter(it -> it.startsWith("{")).toList()) {
            JsonNode object = Json.mapper().readTree(line);
            if (object.at("/mdc/requestId").asText().equals(requestId)) {
                told.add(object);
            }
        }
        assertThat(told).as("%s tells of %s", service, requestId).isNotEmpty();
        assertThat(told).allMatch(it -> it.at("/mdc/traceId").asText().matches("[0-9a-f]{32}"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
