package com.evaratech.telemetry.mqtt;

import com.evaratech.telemetry.ingest.Device;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttServerOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A listener on a port of its own in the application under test, and clients of it. */
record Listening(MqttListener listener, int port) implements AutoCloseable {

    /** Limits of one listener. */
    record Limits(int connections, int connectionsPerKey, int waitingMessages, int messageBytes)
            implements MqttConfig {}

    static final Limits USUAL = new Limits(100, 4, 1_000, 65_536);

    static Listening with(Limits limits) {
        MqttListener listener = listener(limits);
        return new Listening(listener, listener.listen(anyPort()));
    }

    /** By TLS, with the certificate that the files hold, also when they change. */
    static Listening with(Limits limits, TlsFiles files) {
        var off = Optional.<String>empty();
        TlsKeys keys =
                new MqttSettings(
                                off,
                                off,
                                off,
                                Optional.of(files.certificate().toString()),
                                Optional.of(files.key().toString()))
                        .keys(bean(Vertx.class))
                        .orElseThrow();
        MqttListener listener = listener(limits);
        return new Listening(listener, listener.listen(anyPort(), keys, Duration.ofMillis(50)));
    }

    private static MqttServerOptions anyPort() {
        return new MqttServerOptions().setHost("127.0.0.1").setPort(0);
    }

    private static MqttListener listener(Limits limits) {
        var off = Optional.<String>empty();
        return new MqttListener(
                bean(Vertx.class),
                new MqttSettings(off, off, off, off, off),
                limits,
                bean(Credentials.class),
                bean(Messages.class),
                bean(MqttMetrics.class));
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    MqttClientBuilder client() {
        return MqttClient.builder()
                .identifier(UUID.randomUUID().toString())
                .serverHost("127.0.0.1")
                .serverPort(port);
    }

    /** A client of MQTT 3.1.1 that is connected. */
    Mqtt3BlockingClient connect3(String password) {
        Mqtt3BlockingClient client = client().useMqttVersion3().buildBlocking();
        var _ =
                client.connectWith()
                        .simpleAuth()
                        .username("device")
                        .password(bytes(password))
                        .applySimpleAuth()
                        .send();
        return client;
    }

    /** A client of MQTT 3.1.1 that is connected by TLS, and knows whom these files speak for. */
    Mqtt3BlockingClient connectByTls(TlsFiles files, String password) {
        Mqtt3BlockingClient client =
                client().sslConfig()
                        .trustManagerFactory(files.trust())
                        .applySslConfig()
                        .useMqttVersion3()
                        .buildBlocking();
        var _ =
                client.connectWith()
                        .simpleAuth()
                        .username(password)
                        .password(new byte[0])
                        .applySimpleAuth()
                        .send();
        return client;
    }

    /** A client of MQTT 5 that is connected. */
    Mqtt5BlockingClient connect5(String password) {
        Mqtt5BlockingClient client = client().useMqttVersion5().buildBlocking();
        var _ =
                client.connectWith()
                        .simpleAuth()
                        .username("device")
                        .password(bytes(password))
                        .applySimpleAuth()
                        .send();
        return client;
    }

    static String topic(Device device) {
        return "devices/%s/telemetry".formatted(device.key().id());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Counted so far. */
    static double counted(String metric, String tag, String value) {
        return bean(MeterRegistry.class).counter(metric, tag, value).count();
    }

    static double ended(Ending why) {
        return counted("evara.mqtt.ended", "reason", why.tag());
    }

    @Override
    public void close() {
        listener.close();
    }
}
