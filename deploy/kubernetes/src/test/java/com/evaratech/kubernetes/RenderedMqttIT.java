package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The choice that lets devices in by MQTT: one port, one certificate, one service. */
class RenderedMqttIT {

    private static final List<JsonObject> OBJECTS = Rendered.folder("variants/mqtt");

    private static JsonObject object(String kind, String name) {
        return OBJECTS.stream()
                .filter(it -> Json.kind(it).equals(kind))
                .filter(it -> Json.text(it, "metadata.name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldListenByTlsWhereDevicesAreSent() {
        JsonObject pod =
                Json.object(object("Deployment", "telemetry-service"), "spec.template.spec");
        JsonObject container = Json.list(pod, "containers").getFirst();

        assertThat(Json.list(container, "ports"))
                .extracting(it -> Json.text(it, "containerPort"))
                .contains("8883");
        assertThat(Json.list(container, "volumeMounts"))
                .extracting(it -> Json.text(it, "mountPath"))
                .contains("/etc/evara/mqtt");
        assertThat(Json.list(pod, "volumes"))
                .extracting(it -> Json.text(it, "name"))
                .contains("mqtt-tls");
        JsonObject port = Json.list(object("Service", "mqtt"), "spec.ports").getFirst();
        assertThat(Json.text(port, "targetPort")).isEqualTo("8883");
    }

    @Test
    void shouldSwitchItOnByTheSettingsOfAllServices() {
        JsonObject settings =
                OBJECTS.stream()
                        .filter(it -> Json.kind(it).equals("ConfigMap"))
                        .filter(it -> Json.text(it, "metadata.name").startsWith("evara-"))
                        .findFirst()
                        .orElseThrow();

        assertThat(Json.text(settings, "data.ENABLE_MQTT")).isEqualTo("true");
        assertThat(Json.text(settings, "data.MQTT_KEY_FILE")).isEqualTo("/etc/evara/mqtt/tls.key");
    }
}
