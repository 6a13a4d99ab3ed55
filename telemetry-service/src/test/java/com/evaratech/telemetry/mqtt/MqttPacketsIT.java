package com.evaratech.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.ingest.Device;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that are let in, and then send what is no MQTT. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class MqttPacketsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int PUBLISH = 0x30;
    private static final int AT_LEAST_ONCE = 0x02;
    private static final byte[] READING =
            "{\"metrics\": {\"ph\": 7}}".getBytes(StandardCharsets.UTF_8);

    // One of a key: whoever comes next proves that the one before is gone.
    private static final Listening.Limits ONE = new Listening.Limits(100, 1, 1_000, 65_536);

    @Inject MeterRegistry metrics;

    private final Device device = Device.tank();
    private final String topic = Listening.topic(device);

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        Device.awaitTaken();
    }

    @Test
    void shouldEndAConnectionThatBreaksTheProtocolAndForgetIt() throws IOException {
        List<String> uncounted = new ArrayList<>();
        List<String> open = new ArrayList<>();
        try (var listening = Listening.with(ONE)) {
            for (var broken : brokenPackets().entrySet()) {
                double ended = ended();
                try (Socket socket = letIn(listening)) {
                    socket.getOutputStream().write(broken.getValue());
                    socket.getOutputStream().flush();
                    if (!isEnded(socket)) {
                        open.add(broken.getKey());
                        continue;
                    }
                }
                try {
                    await().atMost(SOON).until(() -> ended() > ended);
                } catch (ConditionTimeoutException notCounted) {
                    uncounted.add(broken.getKey());
                }
            }
            letInAgain(listening);
        }
        // More of it may come, for all its decoder knows: that one is ended by its keep-alive.
        assertThat(open).containsExactly("a topic longer than its packet");
        // The server's own library ends that one by itself, as if the device had gone.
        assertThat(uncounted).containsExactly("a second CONNECT");
    }

    @Test
    void shouldForgetWhoIsGoneInTheMidstOfAPacket() throws IOException {
        byte[] whole = publish(topic.getBytes(StandardCharsets.UTF_8), AT_LEAST_ONCE, 7);
        try (var listening = Listening.with(ONE)) {
            for (int length = 1; length < whole.length; length += 9) {
                try (Socket socket = letIn(listening)) {
                    socket.getOutputStream().write(whole, 0, length);
                    socket.getOutputStream().flush();
                }
            }
            letInAgain(listening);
        }
    }

    @Test
    void shouldSurviveWhateverComesBehindAGoodBeginning() throws IOException {
        var random = new SplittableRandom(17);
        byte[] good = publish(topic.getBytes(StandardCharsets.UTF_8), AT_LEAST_ONCE, 7);
        try (var listening = Listening.with(ONE)) {
            for (int i = 0; i < 60; i++) {
                byte[] bytes = good.clone();
                for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                try (Socket socket = letIn(listening)) {
                    socket.getOutputStream().write(bytes);
                    socket.getOutputStream().flush();
                }
            }
            letInAgain(listening);
        }
    }

    private Map<String, byte[]> brokenPackets() throws IOException {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> packets = new LinkedHashMap<>();
        packets.put("a second CONNECT", connect());
        packets.put("quality of service 3", publish(name, 0x06, 7));
        packets.put("packet number 0", publish(name, AT_LEAST_ONCE, 0));
        packets.put("a topic that is no text", publish(new byte[] {(byte) 0xc3, 0x28}, 0, 0));
        packets.put(
                "a topic with a wildcard",
                publish("devices/+/telemetry".getBytes(StandardCharsets.UTF_8), 0, 0));
        packets.put("a topic of nothing", publish(new byte[0], 0, 0));
        packets.put("a length of five bytes", new byte[] {PUBLISH, -1, -1, -1, -1, 1});
        packets.put("a type that is none", new byte[] {0, 0});
        packets.put("a topic longer than its packet", new byte[] {PUBLISH, 3, 0, 99, 'a'});
        return packets;
    }

    /** A connection that is accepted, as soon as the one before is gone. */
    private Socket letIn(Listening listening) throws IOException {
        for (int tries = 0; ; tries++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), listening.port());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(connect());
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readNBytes(4);
            if (answer.length == 4 && answer[3] == 0) {
                return socket;
            }
            socket.close();
            assertThat(tries).as("refused again and again").isLessThan(10_000);
        }
    }

    private void letInAgain(Listening listening) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(Mqtt3ConnAckException.class)
                .until(() -> listening.connect3(device.key().text()).getState().isConnected());
    }

    /** Whatever is still told, it comes to an end. */
    private static boolean isEnded(Socket socket) throws IOException {
        InputStream answers = socket.getInputStream();
        socket.setSoTimeout((int) SOON.toMillis());
        try {
            while (answers.read() >= 0) {
                // A disconnect's bytes, in versions that have it.
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private double ended() {
        return metrics.find("evara.mqtt.ended").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private byte[] connect() throws IOException {
        var body = new ByteArrayOutputStream();
        text(body, "MQTT".getBytes(StandardCharsets.UTF_8));
        // 3.1.1; a user name, a password, a clean session; a minute.
        body.write(new byte[] {4, (byte) 0xc2, 0, 60});
        text(body, "raw".getBytes(StandardCharsets.UTF_8));
        text(body, "device".getBytes(StandardCharsets.UTF_8));
        text(body, device.key().text().getBytes(StandardCharsets.UTF_8));
        return packet(0x10, body);
    }

    private static byte[] publish(byte[] topic, int flags, int number) throws IOException {
        var body = new ByteArrayOutputStream();
        text(body, topic);
        if (flags > 0) {
            body.write(new byte[] {(byte) (number >> 8), (byte) number});
        }
        body.write(READING);
        return packet(PUBLISH | flags, body);
    }

    private static void text(ByteArrayOutputStream into, byte[] text) throws IOException {
        into.write(new byte[] {(byte) (text.length >> 8), (byte) text.length});
        into.write(text);
    }

    private static byte[] packet(int first, ByteArrayOutputStream body) throws IOException {
        var packet = new ByteArrayOutputStream();
        packet.write(first);
        int length = body.size();
        while (length > 127) {
            packet.write(length % 128 + 128);
            length /= 128;
        }
        packet.write(length);
        body.writeTo(packet);
        return packet.toByteArray();
    }
}
