package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Compose files: whole, confined, and in step with the services and their variables. */
class ComposeTest {

    private static final Path FOLDER = Path.of("..", "..", "deploy", "compose");
    private static final JsonObject STACK = Yaml.readAll(FOLDER.resolve("compose.yml")).getFirst();
    private static final JsonObject DEVELOPMENT =
            Yaml.readAll(FOLDER.resolve("compose.development.yml")).getFirst();

    private static final JsonObject MQTT =
            Yaml.readAll(FOLDER.resolve("compose.mqtt.yml")).getFirst();

    private static Map<String, JsonElement> services(JsonObject file) {
        return file.getAsJsonObject("services").asMap();
    }

    private static JsonObject service(String name) {
        return STACK.getAsJsonObject("services").getAsJsonObject(name);
    }

    @Test
    void shouldRunEverythingAndItsMeasurement() {
        Set<String> expected = new TreeSet<>(ServiceManifest.SERVICES);
        expected.addAll(Set.of("postgres", "redis", "prometheus", "alertmanager", "grafana"));

        assertThat(services(STACK)).containsOnlyKeys(expected);
        assertThat(services(DEVELOPMENT)).containsOnlyKeys(ServiceManifest.SERVICES);
    }

    @Test
    void shouldPinImagesCheckHealthAndBoundMemory() {
        assertThat(services(STACK))
                .allSatisfy((name, it) -> {
                    JsonObject service = it.getAsJsonObject();
                    assertThat(Json.text(service, "image"))
                            .describedAs(name)
                            .doesNotContain(":latest")
                            .matches(
                                    ".+:(\\$\\{IMAGE_TAG:-\\d+\\.\\d+\\.\\d+}|v?\\d+\\.\\d+[\\w.-]*)");
                    assertThat(service.has("mem_limit")).describedAs(name).isTrue();
                    assertThat(service.has("healthcheck")).describedAs(name).isTrue();
                    assertThat(Json.has(service, "build")).isFalse();
                });
    }

    /** On the JVM or native: only the image knows by which command it asks itself. */
    @Test
    void shouldLeaveTheHealthCommandOfServicesToTheirImages() {
        assertThat(services(STACK))
                .allSatisfy((name, it) ->
                        assertThat(Json.has(it.getAsJsonObject(), "healthcheck.test"))
                                .describedAs(name)
                                .isNotEqualTo(ServiceManifest.SERVICES.contains(name)));
        assertThat(services(STACK).values())
                .noneMatch(it -> Json.has(it.getAsJsonObject(), "healthcheck.disable"));
    }

    @Test
    void shouldConfineTheServicesAsKubernetesDoes() {
        assertThat(ServiceManifest.SERVICES)
                .extracting(ComposeTest::service)
                .allSatisfy(it -> {
                    assertThat(Json.text(it, "read_only")).isEqualTo("true");
                    assertThat(Json.texts(it, "cap_drop")).containsExactly("ALL");
                    assertThat(Json.texts(it, "security_opt"))
                            .containsExactly("no-new-privileges:true");
                });
    }

    @Test
    void shouldStartWhatIsNeededFirstAndWaitForItsHealth() {
        for (Map.Entry<String, JsonElement> service : services(STACK).entrySet()) {
            Json.object(service.getValue().getAsJsonObject(), "depends_on")
                    .asMap()
                    .forEach((needed, how) -> {
                        assertThat(services(STACK)).containsKey(needed);
                        assertThat(Json.text(how.getAsJsonObject(), "condition"))
                                .isEqualTo("service_healthy");
                    });
        }
        assertThat(ServiceManifest.SERVICES)
                .allSatisfy(it ->
                        assertThat(Json.object(service(it), "depends_on").keySet())
                                .contains("redis"));
    }

    @Test
    void shouldOpenTheGatewayAndTheStoresOnTheRequiredPorts() {
        assertThat(Json.texts(service("postgres"), "ports")).containsExactly("127.0.0.1:5432:5432");
        assertThat(Json.texts(service("redis"), "ports")).containsExactly("127.0.0.1:6379:6379");
        assertThat(Json.texts(service("gateway-service"), "ports"))
                .containsExactly("${GATEWAY_ADDRESS:-127.0.0.1}:8000:8000");
        assertThat(ServiceManifest.SERVICES)
                .filteredOn(it -> !it.equals("gateway-service"))
                .noneMatch(it -> service(it).has("ports"));
    }

    @Test
    void shouldOpenMqttByAFileOfItsOwnAndOverTlsOnly() {
        assertThat(services(MQTT)).containsOnlyKeys("telemetry-service");
        JsonObject telemetry =
                MQTT.getAsJsonObject("services").getAsJsonObject("telemetry-service");

        assertThat(Json.map(telemetry, "environment"))
                .isEqualTo(
                        Map.of(
                                "ENABLE_MQTT", "true",
                                "MQTT_PORT", "8883",
                                "MQTT_CERTIFICATE_FILE", "/etc/evara/mqtt/tls.crt",
                                "MQTT_KEY_FILE", "/etc/evara/mqtt/tls.key"));
        assertThat(Json.texts(telemetry, "ports"))
                .containsExactly("${MQTT_ADDRESS:-127.0.0.1}:8883:8883");
        assertThat(Json.texts(telemetry, "volumes"))
                .containsExactly(
                        "${MQTT_TLS_FOLDER:?a folder with tls.crt and tls.key}:/etc/evara/mqtt:ro");
    }

    @Test
    void shouldKeepWhatMattersInNamedVolumes() {
        Set<String> used = new TreeSet<>();
        services(STACK)
                .values()
                .forEach(it ->
                        Json.texts(it.getAsJsonObject(), "volumes").stream()
                                .map(volume -> volume.split(":", -1)[0])
                                .filter(volume -> !volume.startsWith("."))
                                .forEach(used::add));

        assertThat(STACK.getAsJsonObject("volumes").keySet()).isEqualTo(used);
        assertThat(used).contains("postgres", "redis");
    }

    @Test
    void shouldMountOnlyWhatIsThere() {
        services(STACK)
                .values()
                .forEach(it ->
                        Json.texts(it.getAsJsonObject(), "volumes").stream()
                                .map(volume -> volume.split(":", -1)[0])
                                .filter(volume -> volume.startsWith("."))
                                .forEach(volume ->
                                        assertThat(FOLDER.resolve(volume)).isDirectory()));
    }

    @Test
    void shouldHaveEveryRequiredVariableFromTheScript() throws IOException {
        Set<String> required = new TreeSet<>();
        Pattern.compile("\\$\\{([A-Z_]+):\\?")
                .matcher(Files.readString(FOLDER.resolve("compose.yml")))
                .results()
                .map(MatchResult::group)
                .forEach(it -> required.add(it.substring(2, it.length() - 2)));
        Tools.Result made = Tools.execute(List.of("env", FOLDER.resolve("make-env.sh").toString()));

        assertThat(made.code()).isZero();
        assertThat(made.out().lines().map(it -> it.split("=", 2)[0]))
                .containsExactlyInAnyOrderElementsOf(required);
        assertThat(made.out().lines().filter(it -> it.contains("_PASSWORD=")))
                .allMatch(it -> it.matches("[A-Z_]+=[0-9a-f]{48}"));
    }

    @Test
    void shouldBuildTheServiceItNamesAndWatchItsPackage() {
        services(DEVELOPMENT)
                .forEach((name, it) -> {
                    JsonObject service = it.getAsJsonObject();
                    assertThat(Json.text(service, "build.args.SERVICE")).isEqualTo(name);
                    assertThat(
                                    FOLDER.resolve(Json.text(service, "build.context"))
                                            .resolve(Json.text(service, "build.dockerfile")))
                            .isRegularFile();
                    assertThat(Json.text(Json.list(service, "develop.watch").getFirst(), "path"))
                            .isEqualTo("../../" + name + "/target/quarkus-app");
                });
    }

    @Test
    void shouldScrapeEveryServiceEvery15Seconds() {
        JsonObject prometheus =
                Yaml.readAll(FOLDER.resolve("prometheus/prometheus.yml")).getFirst();

        assertThat(Json.text(prometheus, "global.scrape_interval")).isEqualTo("15s");
        assertThat(Json.text(prometheus, "global.evaluation_interval")).isEqualTo("15s");
        assertThat(Json.list(prometheus, "scrape_configs"))
                .flatExtracting(it -> Json.list(it, "static_configs"))
                .extracting(it -> Json.texts(it, "targets").getFirst())
                .containsExactlyElementsOf(
                        ServiceManifest.SERVICES.stream().map(it -> it + ":9000").toList());
    }
}
