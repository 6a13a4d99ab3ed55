package com.evaratech.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.BusSetting;
import com.evaratech.telemetry.ingest.Device;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that do what they should not, and times in which nothing can be accepted. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class MqttTroubleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String READING = "{\"metrics\": {\"ph\": 7}}";

    private final Device device = Device.tank();

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        BusSetting.appendFsync("always");
        Device.awaitTaken();
    }

    @AfterEach
    void keepData() {
        BusSetting.appendFsync("always");
    }

    @Test
    void shouldAcknowledgeNothingThatIsNotAcceptedAndHoldItUntilItIs() {
        try (var listening = Listening.with(Listening.USUAL)) {
            var client = listening.connect3(device.key().text());
            BusSetting.appendFsync("everysec");
            await().atMost(PATIENCE).until(() -> device.sends(READING) == 503);

            double held = Listening.counted("evara.mqtt.messages", "outcome", "held");
            CompletableFuture<Mqtt3Publish> answer =
                    client.toAsync()
                            .publish(message(Listening.topic(device), MqttQos.AT_LEAST_ONCE));
            await().atMost(PATIENCE)
                    .until(() ->
                            Listening.counted("evara.mqtt.messages", "outcome", "held") > held);
            assertThat(answer).isNotDone();

            BusSetting.appendFsync("always");
            assertThat(answer).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void shouldSendAwayADeviceThatGoesOnWithoutItsAnswers() {
        double ended = Listening.ended(Ending.TOO_MUCH_WAITS);
        try (var listening = Listening.with(new Listening.Limits(100, 4, 2, 65_536))) {
            var client = listening.connect3(device.key().text());
            BusSetting.appendFsync("everysec");
            await().atMost(PATIENCE).until(() -> device.sends(READING) == 503);

            List<CompletableFuture<Mqtt3Publish>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(
                        client.toAsync()
                                .publish(message(Listening.topic(device), MqttQos.AT_LEAST_ONCE)));
            }
            awaitSentAway(client);
            assertThat(answers)
                    .noneMatch(answer -> !answer.isCompletedExceptionally() && answer.isDone());
            BusSetting.appendFsync("always");
        }
        assertThat(Listening.ended(Ending.TOO_MUCH_WAITS)).isEqualTo(ended + 1);
    }

    @Test
    void shouldSendAwayWhoPublishesWhatItMayNot() {
        try (var listening = Listening.with(Listening.USUAL)) {
            sentAway(listening, Ending.EXACTLY_ONCE, Listening.topic(device), MqttQos.EXACTLY_ONCE);
            sentAway(listening, Ending.UNKNOWN_TOPIC, "weather", MqttQos.AT_LEAST_ONCE);
            sentAway(
                    listening,
                    Ending.NOT_AUTHORIZED,
                    Listening.topic(Device.tank()),
                    MqttQos.AT_MOST_ONCE);
            sentAway(listening, Ending.NOT_AUTHORIZED, "channels/1/publish", MqttQos.AT_LEAST_ONCE);
        }
    }

    @Test
    void shouldLetAKeyHaveSoManyConnectionsAndNoMore() {
        try (var listening = Listening.with(new Listening.Limits(100, 1, 10, 65_536))) {
            var first = listening.connect3(device.key().text());
            assertThatThrownBy(() -> listening.connect3(device.key().text()))
                    .isInstanceOf(Mqtt3ConnAckException.class);

            first.disconnect();
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(Mqtt3ConnAckException.class)
                    .until(() -> listening.connect3(device.key().text()).getState().isConnected());
        }
    }

    @Test
    void shouldSendAwayWhoseMessageIsTooLong() {
        double ended = Listening.ended(Ending.TOO_LARGE);
        try (var listening = Listening.with(new Listening.Limits(100, 4, 10, 1_024))) {
            var client = listening.connect3(device.key().text());
            var _ =
                    client.toAsync()
                            .publish(
                                    Mqtt3Publish.builder()
                                            .topic(Listening.topic(device))
                                            .qos(MqttQos.AT_LEAST_ONCE)
                                            .payload(new byte[2_000])
                                            .build());
            awaitSentAway(client);
        }
        assertThat(Listening.ended(Ending.TOO_LARGE)).isEqualTo(ended + 1);
    }

    @Test
    void shouldSurviveWhateverBytesCome() throws IOException {
        var random = new SplittableRandom(17);
        try (var listening = Listening.with(Listening.USUAL)) {
            for (int i = 0; i < 100; i++) {
                byte[] bytes = new byte[random.nextInt(1, 300)];
                random.nextBytes(bytes);
                if (i % 2 == 0) {
                    // A connection that begins well: what is behind it is read as packets.
                    bytes[0] = 0x10;
                }
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), listening.port())) {
                    socket.getOutputStream().write(bytes);
                    socket.getOutputStream().flush();
                }
            }
            var client = listening.connect3(device.key().text());
            client.publish(message(Listening.topic(device), MqttQos.AT_LEAST_ONCE));
        }
    }

    private void sentAway(Listening listening, Ending why, String topic, MqttQos qos) {
        double ended = Listening.ended(why);
        var client = listening.connect3(device.key().text());
        var _ = client.toAsync().publish(message(topic, qos));
        awaitSentAway(client);
        assertThat(Listening.ended(why)).isEqualTo(ended + 1);
    }

    private static void awaitSentAway(Mqtt3BlockingClient client) {
        await().atMost(PATIENCE).until(() -> !client.getState().isConnected());
    }

    private static Mqtt3Publish message(String topic, MqttQos qos) {
        return Mqtt3Publish.builder()
                .topic(topic)
                .qos(qos)
                .payload(Listening.bytes(READING))
                .build();
    }
}
