package com.evaratech.telemetry.mqtt;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttServerOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether and where MQTT is listened for: {@code ENABLE_MQTT}, {@code MQTT_HOST}, {@code
 * MQTT_PORT}, and with {@code MQTT_CERTIFICATE_FILE} and {@code MQTT_KEY_FILE} by TLS.
 */
@Singleton
class MqttSettings {

    private static final String ENABLED = "ENABLE_MQTT";
    private static final String HOST = "MQTT_HOST";
    private static final String PORT = "MQTT_PORT";
    private static final String CERTIFICATE = "MQTT_CERTIFICATE_FILE";
    private static final String KEY = "MQTT_KEY_FILE";

    private static final int MOST_PORT = 65_535;

    private final boolean isEnabled;
    private final String host;
    private final int port;
    private final Optional<String> certificate;
    private final Optional<String> key;

    @Inject
    MqttSettings(
            @ConfigProperty(name = ENABLED) Optional<String> enabled,
            @ConfigProperty(name = HOST) Optional<String> host,
            @ConfigProperty(name = PORT) Optional<String> port,
            @ConfigProperty(name = CERTIFICATE) Optional<String> certificate,
            @ConfigProperty(name = KEY) Optional<String> key) {
        this.isEnabled = given(enabled).map(MqttSettings::parseSwitch).orElse(false);
        this.host = given(host).orElse("0.0.0.0");
        this.port = given(port).map(MqttSettings::parsePort).orElse(1883);
        this.certificate = file(CERTIFICATE, certificate);
        this.key = file(KEY, key);
        if (this.certificate.isPresent() != this.key.isPresent()) {
            throw new ConfigurationException(
                    "%s and %s must both be set, or neither".formatted(CERTIFICATE, KEY));
        }
    }

    /** Made at start, so that a wrong value stops it. */
    void check(@Observes StartupEvent event) {}

    boolean isEnabled() {
        return isEnabled;
    }

    /** Of the listener: where it listens. */
    MqttServerOptions options() {
        var options = new MqttServerOptions();
        var _ = options.setHost(host).setPort(port).setTcpKeepAlive(true);
        return options;
    }

    /** By which certificate it speaks; empty without TLS. */
    Optional<TlsKeys> keys(Vertx vertx) {
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TlsKeys(vertx, Path.of(certificate.get()), Path.of(key.get())));
        } catch (Exception e) { // of every kind, as Vert.x declares it
            throw new ConfigurationException(
                    "%s=%s and %s=%s must be a certificate and its key in PEM: %s"
                            .formatted(CERTIFICATE, certificate.get(), KEY, key.get(), e),
                    e);
        }
    }

    private static Optional<String> given(Optional<String> text) {
        return text.map(String::strip).filter(it -> !it.isEmpty());
    }

    private static boolean parseSwitch(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new ConfigurationException(
                    "%s=%s must be true or false".formatted(ENABLED, text));
        }
        return text.equals("true");
    }

    private static int parsePort(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MOST_PORT) {
            return Integer.parseInt(text);
        }
        throw new ConfigurationException(
                "%s=%s must be a port, 1 to %d, or 0 for any that is free"
                        .formatted(PORT, text, MOST_PORT));
    }

    private static Optional<String> file(String variable, Optional<String> given) {
        Optional<String> path = given(given);
        path.filter(it -> !Files.isReadable(Path.of(it)))
                .ifPresent(it -> {
                    throw new ConfigurationException(
                            "%s=%s must be a file in PEM that can be read".formatted(variable, it));
                });
        return path;
    }
}
