package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final int COMPRESSED = 4;
    private static final int HEADS = 1 << 20;
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    @Property(tries = 300)
    void shouldBeReadInEitherFormAsItWasWritten(
            @ForAll String text, @ForAll @IntRange(min = 1, max = 200) int times)
            throws DataFormatException {
        String json = text.repeat(times);

        assertThat(read(Message.of(json).frame())).isEqualTo(json);
        assertThat(read(Message.of(json).packedFrame())).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536, 100_000})
    void shouldTellTheLengthInEachOfItsForms(int length) throws DataFormatException {
        String json = "x".repeat(length);

        assertThat(read(Message.of(json).frame())).isEqualTo(json);
    }

    @Test
    void shouldBeAsShortAsItCan() {
        var reading =
                Message.of(
                        """
                        {"type":"reading","node_id":"c2f1b7de-97a0-4e4b-a6de-2b3f1c9e7a55",\
                        "recorded_at":"2026-05-01T12:00:00Z","values":{"water_level_cm":182.5}}\
                        """);
        var brief = Message.of("{\"type\":\"reset\"}");

        assertThat(reading.packedFrame()).hasSizeLessThan(reading.frame().length);
        assertThat(brief.packedFrame()).isEqualTo(brief.frame());
    }

    @Test
    void shouldBeEncodedOnce() {
        var message = Message.of("{\"type\":\"paused\"}");

        assertThat(message.frame()).isSameAs(message.frame()).isSameAs(message.packedFrame());
        assertThat(message.event()).isSameAs(message.event());
        assertThat(new String(message.event(), StandardCharsets.UTF_8))
                .isEqualTo("data: {\"type\":\"paused\"}\n\n");
    }

    @Test
    void shouldBeAnIdWithoutDataWhereAPageIsNotToHearOfIt() {
        assertThat(new String(LiveMessages.cursor("abc").event(), StandardCharsets.UTF_8))
                .isEqualTo("id: abc\n\n");
    }

    private static String read(byte[] frame) throws DataFormatException {
        var config =
                WebSocketDecoderConfig.newBuilder()
                        .expectMaskedFrames(false)
                        .allowExtensions(true)
                        .maxFramePayloadLength(HEADS)
                        .build();
        var channel = new EmbeddedChannel(new WebSocket13FrameDecoder(config));
        var _ = channel.writeInbound(Unpooled.wrappedBuffer(frame));
        TextWebSocketFrame read = channel.readInbound();
        try {
            assertThat(read.isFinalFragment()).isTrue();
            byte[] bytes = ByteBufUtil.getBytes(read.content());
            return new String(
                    (read.rsv() & COMPRESSED) == 0 ? bytes : inflated(bytes),
                    StandardCharsets.UTF_8);
        } finally {
            boolean _ = read.release();
            boolean _ = channel.finishAndReleaseAll();
        }
    }

    private static byte[] inflated(byte[] payload) throws DataFormatException {
        byte[] whole = Arrays.copyOf(payload, payload.length + TAIL.length);
        System.arraycopy(TAIL, 0, whole, payload.length, TAIL.length);
        var inflater = new Inflater(true);
        inflater.setInput(whole);
        byte[] text = new byte[HEADS];
        int bytes = inflater.inflate(text);
        inflater.end();
        return Arrays.copyOf(text, bytes);
    }
}
