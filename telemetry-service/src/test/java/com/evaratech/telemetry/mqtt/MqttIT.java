package com.evaratech.telemetry.mqtt;

import static com.evaratech.local.testing.http.Request.given;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.ingest.Device;
import com.evaratech.telemetry.thingspeak.OwnChannel;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device that speaks MQTT can do, with a client that knows nothing of us. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class MqttIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Device device = Device.tank();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    private final Listening listening = Listening.with(Listening.USUAL);

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        Device.awaitTaken();
    }

    @AfterEach
    void stop() {
        listening.close();
    }

    @Test
    void shouldStoreWhatIsAcknowledged() {
        var client = listening.connect3(device.key().text());
        for (int i = 0; i < 20; i++) {
            client.publishWith()
                    .topic(Listening.topic(device))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(Listening.bytes(reading(i)))
                    .send();
        }
        client.disconnect();

        awaitStored(20);
    }

    @Test
    void shouldTakeWhatCameBeforeADeviceHungUp() {
        var client = listening.connect3(device.key().text());
        for (int i = 0; i < 20; i++) {
            client.publishWith()
                    .topic("devices/%s/telemetry".formatted(device.node().id()))
                    .qos(MqttQos.AT_MOST_ONCE)
                    .payload(Listening.bytes(reading(i)))
                    .send();
        }
        client.disconnect();

        awaitStored(20);
    }

    @Test
    void shouldTakeManyReadingsOfOneMessageInVersion5() {
        var client = listening.connect5(device.key().text());
        client.publishWith()
                .topic(Listening.topic(device))
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(
                        Listening.bytes(
                                "[%s, %s, {\"metrics\": {}}]".formatted(reading(0), reading(1))))
                .send();

        awaitStored(2);
    }

    @Test
    void shouldAcknowledgeWhatIsOfNoUseAndSayWhyInVersion5() {
        double rejected = Listening.counted("evara.mqtt.rejected", "reason", "implausible");
        var client = listening.connect5(device.key().text());

        Mqtt5PubAckException refused =
                catchThrowableOfType(
                        Mqtt5PubAckException.class,
                        () ->
                                client.publishWith()
                                        .topic(Listening.topic(device))
                                        .qos(MqttQos.AT_LEAST_ONCE)
                                        .payload(Listening.bytes("{\"metrics\": {\"ph\": 99}}"))
                                        .send());

        assertThat(refused.getMqttMessage().getReasonCode())
                .isEqualTo(Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);
        assertThat(refused.getMqttMessage().getReasonString().orElseThrow().toString())
                .isEqualTo("implausible metrics.ph: a number from 0 to 14");
        assertThat(Listening.counted("evara.mqtt.rejected", "reason", "implausible"))
                .isEqualTo(rejected + 1);
        var old = listening.connect3(device.key().text());
        for (String bad : new String[] {"", "no JSON", "{\"metrics\": {\"ph\": 99}}"}) {
            old.publishWith()
                    .topic(Listening.topic(device))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(Listening.bytes(bad))
                    .send();
        }
        assertThat(old.getState().isConnected()).isTrue();
    }

    @Test
    void shouldWriteEntriesOfAChannelWithItsKeyOrItsDevices() {
        OwnChannel channel = OwnChannel.create();
        String topic = channel.path("publish").substring(1);
        for (String key : new String[] {channel.writeKey(), channel.device().key().text()}) {
            listening
                    .connect3(key)
                    .publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(Listening.bytes("field1=18.2&field4=7.1&status=ok"))
                    .send();
        }

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        given().get(channel.path("feeds.json?api_key=" + channel.readKey()))
                                .then()
                                .statusCode(200)
                                .body("feeds", hasSize(2)));
    }

    @Test
    void shouldLetNobodyInWithoutAKey() {
        Mqtt3ConnAckException old =
                catchThrowableOfType(
                        Mqtt3ConnAckException.class, () -> listening.connect3("no key"));
        assertThat(old.getMqttMessage().getReturnCode())
                .isEqualTo(Mqtt3ConnAckReturnCode.BAD_USER_NAME_OR_PASSWORD);

        Mqtt5ConnAckException refused =
                catchThrowableOfType(
                        Mqtt5ConnAckException.class,
                        () -> listening.connect5(device.key().text().replace("evk_", "evk_0")));
        assertThat(refused.getMqttMessage().getReasonCode())
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
        assertThatThrownBy(() -> listening.client().useMqttVersion3().buildBlocking().connect())
                .isInstanceOf(Mqtt3ConnAckException.class);
    }

    @Test
    void shouldGiveNothingOut() {
        var old = listening.connect3(device.key().text());
        assertThatThrownBy(() -> old.subscribeWith().topicFilter("#").send())
                .isInstanceOf(Mqtt3SubAckException.class);
        var client = listening.connect5(device.key().text());
        assertThatThrownBy(() -> client.subscribeWith().topicFilter("devices/+/telemetry").send())
                .isInstanceOf(Mqtt5SubAckException.class);

        assertThat(old.getState().isConnected()).isTrue();
        assertThat(client.getState().isConnected()).isTrue();
    }

    @Test
    void shouldSpeakTlsByTheCertificateItIsGiven(@TempDir Path folder) throws Exception {
        var tls = TlsFiles.make(folder);
        try (var secured = Listening.with(Listening.USUAL, tls)) {
            secured.connectByTls(tls, device.key().text())
                    .publishWith()
                    .topic(Listening.topic(device))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(Listening.bytes(reading(0)))
                    .send();
        }

        awaitStored(1);
    }

    @Test
    void shouldNameTheFilesThatHoldNoCertificate(@TempDir Path folder) throws Exception {
        var tls = TlsFiles.make(folder);
        Files.writeString(tls.certificate(), "no certificate");

        assertThatThrownBy(() -> Listening.with(Listening.USUAL, tls))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "MQTT_CERTIFICATE_FILE=%s and MQTT_KEY_FILE=".formatted(tls.certificate()));
    }

    @Test
    void shouldGoOnByTheCertificateThatWasRenewed(@TempDir Path folder) throws Exception {
        var first = TlsFiles.make(Files.createDirectory(folder.resolve("first")));
        var second = TlsFiles.make(Files.createDirectory(folder.resolve("second")));
        try (var secured = Listening.with(Listening.USUAL, first)) {
            var before = secured.connectByTls(first, device.key().text());
            assertThatThrownBy(() -> secured.connectByTls(second, device.key().text()))
                    .isInstanceOfAny(
                            ConnectionFailedException.class, ConnectionClosedException.class);

            Files.writeString(first.certificate(), "half of a certificate");
            Files.copy(second.certificate(), first.certificate(), REPLACE_EXISTING);
            Files.copy(second.key(), first.key(), REPLACE_EXISTING);

            await().atMost(PATIENCE)
                    .ignoreExceptionsMatching(it ->
                            it instanceof ConnectionFailedException
                                    || it instanceof ConnectionClosedException)
                    .until(() ->
                            secured.connectByTls(second, device.key().text())
                                    .getState()
                                    .isConnected());
            assertThat(before.getState().isConnected()).isTrue();
        }
    }

    private void awaitStored(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        given().bearer(device.viewer())
                                .get("/api/v1/nodes/%s/telemetry".formatted(device.node().id()))
                                .then()
                                .statusCode(200)
                                .body("items", hasSize(count)));
    }

    private String reading(int secondsAgo) {
        return "{\"recorded_at\": \"%s\", \"metrics\": {\"ph\": 7}}"
                .formatted(now.minusSeconds(secondsAgo));
    }
}
