package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.routing.KeptConnection;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
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

    private static final int TEXT = 0x81;
    private static final int COMPRESSED_TEXT = 0xC1;
    private static final int CLOSE = 0x88;
    private static final int TWO_BYTES_FOLLOW = 126;
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final String ALL = "{\"subscribe\": \"all\"}";

    @Inject Fleet fleet;
    @Inject LiveSessions sessions;

    private final Placement place = Fleet.community();

    /** What came over the wire. */
    private static final class Frame {

        private final int first;
        private final byte[] payload;

        private Frame(int first, byte[] payload) {
            this.first = first;
            this.payload = payload;
        }

        static Frame read(KeptConnection connection) {
            byte[] head = connection.readBytes(2);
            int length = head[1];
            if (length == TWO_BYTES_FOLLOW) {
                length = ByteBuffer.wrap(connection.readBytes(2)).getShort() & 0xFFFF;
            }
            return new Frame(head[0] & 0xFF, connection.readBytes(length));
        }

        String text() throws DataFormatException {
            return new String(
                    first == COMPRESSED_TEXT ? inflated(payload) : payload, StandardCharsets.UTF_8);
        }
    }

    @BeforeEach
    void populate() {
        TestDirectory.markComplete();
        await().atMost(LiveClient.PATIENCE).until(sessions::isFlowing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; server_no_context_takeover"
            })
    void shouldCompressEachReadingByItself(String offer) throws DataFormatException {
        var tank = fleet.tank(place);
        try (KeptConnection connection = KeptConnection.open()) {
            assertThat(handshake(connection, offer).lines())
                    .filteredOn(line ->
                            line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-extensions"))
                    .singleElement()
                    .asString()
                    .contains(
                            "permessage-deflate",
                            "client_no_context_takeover",
                            "server_no_context_takeover")
                    .doesNotContain("window_bits");
            connection.sendBytes(frame(COMPRESSED_TEXT, deflated(ALL)));
            // As short as it is, it would become longer.
            assertThat(Frame.read(connection).first).isEqualTo(TEXT);

            for (double level : new double[] {182.5, 182.5}) {
                fleet.accept(tank, level);

                // Readable without the one before it, which says the same.
                Frame frame = Frame.read(connection);
                assertThat(frame.first).isEqualTo(COMPRESSED_TEXT);
                var reading = new JsonObject(frame.text());
                assertThat(reading.getString("node_id")).isEqualTo(tank.id().toString());
                assertThat(reading.getJsonObject("values").getDouble("water_level_cm"))
                        .isEqualTo(level);
            }
        }
    }

    @Test
    void shouldUnderstandAMessageInSeveralFrames() throws DataFormatException {
        try (KeptConnection connection = KeptConnection.open()) {
            var _ = handshake(connection, "permessage-deflate");
            byte[] packed = deflated(ALL);
            int middle = packed.length / 2;

            connection.sendBytes(frame(0x41, Arrays.copyOf(packed, middle)));
            connection.sendBytes(frame(0x80, Arrays.copyOfRange(packed, middle, packed.length)));

            assertThat(Frame.read(connection).text()).contains("subscribed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-other", "permessage-deflate; server_max_window_bits=10"})
    void shouldNotCompressForWhoOffersNothingThatCanBeShared(String offer)
            throws DataFormatException {
        var tank = fleet.tank(place);
        try (KeptConnection connection = KeptConnection.open()) {
            assertThat(handshake(connection, offer))
                    .doesNotContainIgnoringCase("sec-websocket-extensions");
            connection.sendBytes(frame(TEXT, ALL.getBytes(StandardCharsets.UTF_8)));
            assertThat(Frame.read(connection).text()).contains("subscribed");
            fleet.accept(tank, 182.5);

            Frame frame = Frame.read(connection);
            assertThat(frame.first).isEqualTo(TEXT);
            assertThat(frame.text()).contains(tank.id().toString());
        }
    }

    @Test
    void shouldEndTheConnectionOfAMessageThatBecomesTooLarge() {
        try (KeptConnection connection = KeptConnection.open()) {
            var _ = handshake(connection, "permessage-deflate");
            byte[] small = deflated(" ".repeat(10 << 20));
            assertThat(small).hasSizeLessThan(60_000);

            connection.sendBytes(frame(COMPRESSED_TEXT, small));

            Frame end = Frame.read(connection);
            assertThat(end.first).isEqualTo(CLOSE);
            assertThat(ByteBuffer.wrap(end.payload).getShort()).isEqualTo((short) 1009);
        }
    }

    private String handshake(KeptConnection connection, String offer) {
        String token = TestTokens.person(Role.VIEWER, new Scope.OfCommunity(place.communityId()));
        connection.send(
                """
                GET %s HTTP/1.1\r
                Host: localhost\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Extensions: %s\r
                Authorization: Bearer %s\r
                \r
                """
                        .formatted(LiveRoute.PATH, offer, token));
        String head = connection.readHead();
        assertThat(head).startsWith("HTTP/1.1 101 ");
        return head;
    }

    /** With a mask of zeros, which leaves the bytes as they are. */
    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) first);
        if (payload.length < TWO_BYTES_FOLLOW) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | TWO_BYTES_FOLLOW)).putShort((short) payload.length);
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

    private static byte[] inflated(byte[] payload) throws DataFormatException {
        var inflater = new Inflater(true);
        byte[] whole = Arrays.copyOf(payload, payload.length + TAIL.length);
        System.arraycopy(TAIL, 0, whole, payload.length, TAIL.length);
        inflater.setInput(whole);
        byte[] text = new byte[4_096];
        int bytes = inflater.inflate(text);
        inflater.end();
        return Arrays.copyOf(text, bytes);
    }
}
