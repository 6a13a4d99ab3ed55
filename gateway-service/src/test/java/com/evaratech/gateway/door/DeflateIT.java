package com.evaratech.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.routing.KeptConnection;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed messages of WebSockets, bit by bit. */
@QuarkusTest
@WithEvaraServers(schema = "")
class DeflateIT {

    private static final int FINAL_COMPRESSED_TEXT = 0xC1;
    private static final int CLOSE = 0x88;
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    @Inject MeterRegistry metrics;

    @BeforeEach
    void completeDirectory() {
        TestDirectory.markComplete();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; server_no_context_takeover"
            })
    void shouldCompressEachMessageByItself(String offer) throws DataFormatException {
        try (KeptConnection connection = KeptConnection.open()) {
            assertThat(handshake(connection, offer))
                    .contains(
                            "permessage-deflate",
                            "client_no_context_takeover",
                            "server_no_context_takeover");

            for (int i = 0; i < 2; i++) {
                connection.sendBytes(frame(deflated("{\"subscribe\": \"all\"}")));

                // Each is readable without the message before it; the bus may not be read yet.
                List<String> heard = new ArrayList<>();
                while (!heard.contains("{\"type\":\"subscribed\"}")) {
                    byte[] head = connection.readBytes(2);
                    assertThat(head[0] & 0xFF).isEqualTo(FINAL_COMPRESSED_TEXT);
                    heard.add(inflated(connection.readBytes(head[1])));
                }
                assertThat(heard).hasSizeLessThan(4);
            }
        }
    }

    @Test
    void shouldNotCompressForWhoDoesNotAsk() {
        try (KeptConnection connection = KeptConnection.open()) {
            assertThat(handshake(connection, "x-other"))
                    .doesNotContainIgnoringCase("sec-websocket-extensions");
        }
    }

    @Test
    void shouldEndTheConnectionOfAMessageThatBecomesTooLarge() {
        double before = inflating();
        try (KeptConnection connection = KeptConnection.open()) {
            var _ = handshake(connection, "permessage-deflate");
            byte[] small = deflated(" ".repeat(10 << 20));
            assertThat(small).hasSizeLessThan(60_000);

            connection.sendBytes(frame(small));

            byte[] end = connection.readBytes(4);
            assertThat(end[0] & 0xFF).isEqualTo(CLOSE);
            assertThat(ByteBuffer.wrap(end, 2, 2).getShort()).isEqualTo((short) 1009);
            assertThat(inflating()).isEqualTo(before + 1);
        }
    }

    private double inflating() {
        return metrics.counter("evara.door.cut", "reason", "inflates").count();
    }

    private static String handshake(KeptConnection connection, String offer) {
        String token = TestTokens.person(Role.VIEWER, new Scope.OfCommunity(UUID.randomUUID()));
        connection.send(
                """
                GET /api/v1/ws HTTP/1.1\r
                Host: localhost\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Extensions: %s\r
                Authorization: Bearer %s\r
                \r
                """
                        .formatted(offer, token));
        String head = connection.readHead();
        assertThat(head).startsWith("HTTP/1.1 101 ");
        return head;
    }

    /** With a mask of zeros, which leaves the bytes as they are. */
    private static byte[] frame(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) FINAL_COMPRESSED_TEXT);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    private static byte[] deflated(String text) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        var out = new ByteArrayOutputStream();
        byte[] part = new byte[4_096];
        for (int bytes;
                (bytes = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH)) > 0; ) {
            out.write(part, 0, bytes);
        }
        deflater.end();
        return Arrays.copyOf(out.toByteArray(), out.size() - TAIL.length);
    }

    private static String inflated(byte[] payload) throws DataFormatException {
        var inflater = new Inflater(true);
        byte[] whole = Arrays.copyOf(payload, payload.length + TAIL.length);
        System.arraycopy(TAIL, 0, whole, payload.length, TAIL.length);
        inflater.setInput(whole);
        byte[] text = new byte[4_096];
        int bytes = inflater.inflate(text);
        inflater.end();
        return new String(text, 0, bytes, StandardCharsets.UTF_8);
    }
}
