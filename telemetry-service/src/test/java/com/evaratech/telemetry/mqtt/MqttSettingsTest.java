package com.evaratech.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MqttSettingsTest {

    @Test
    void shouldBeOffUnlessSwitchedOn() {
        assertThat(read(Map.of()).isEnabled()).isFalse();
        assertThat(read(Map.of("ENABLE_MQTT", " true ")).isEnabled()).isTrue();
    }

    @Test
    void shouldListenWhereItIsTold() {
        var options = read(Map.of("MQTT_HOST", "127.0.0.1", "MQTT_PORT", "8883")).options();

        assertThat(options.getHost()).isEqualTo("127.0.0.1");
        assertThat(options.getPort()).isEqualTo(8883);
        assertThat(options.isSsl()).isFalse();
    }

    @Test
    void shouldNameTheVariableThatIsWrong() {
        assertThatThrownBy(() -> read(Map.of("ENABLE_MQTT", "yes")))
                .hasMessage("ENABLE_MQTT=yes must be true or false");
        assertThatThrownBy(() -> read(Map.of("MQTT_PORT", "70000")))
                .hasMessageStartingWith("MQTT_PORT=70000 must be a port");
        assertThatThrownBy(() -> read(Map.of("MQTT_KEY_FILE", "/no/such/file")))
                .hasMessageStartingWith("MQTT_KEY_FILE=/no/such/file must be a file");
        assertThatThrownBy(() -> read(Map.of("MQTT_KEY_FILE", "pom.xml")))
                .hasMessageContaining("must both be set");
    }

    private static MqttSettings read(Map<String, String> variables) {
        return new MqttSettings(
                Optional.ofNullable(variables.get("ENABLE_MQTT")),
                Optional.ofNullable(variables.get("MQTT_HOST")),
                Optional.ofNullable(variables.get("MQTT_PORT")),
                Optional.ofNullable(variables.get("MQTT_CERTIFICATE_FILE")),
                Optional.ofNullable(variables.get("MQTT_KEY_FILE")));
    }
}
