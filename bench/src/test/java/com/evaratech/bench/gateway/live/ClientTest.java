package com.evaratech.bench.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

    private final Audience audience = new Audience(InstantSource.fixed(NOON.plusMillis(20)));

    @AfterEach
    void end() {
        audience.close();
    }

    @Test
    void shouldCountReadingsHoweverTheyAreCutAndKeepTime() {
        var channel = new EmbeddedChannel(new Client(audience, 0, "a.b.c", true));
        String reading =
                """
                {"type":"reading","node_id":"c2f1b7de-97a0-4e4b-a6de-2b3f1c9e7a55",\
                "recorded_at":"2026-05-01T12:00:00Z","values":{"water_level_cm":182.5}}\
                """;
        ByteBuf all =
                Unpooled.wrappedBuffer(
                        UPGRADED.getBytes(StandardCharsets.US_ASCII),
                        frame(0x81, "{\"type\":\"subscribed\"}"),
                        frame(0x81, reading),
                        frame(0x81, reading));

        while (all.isReadable()) {
            var _ = channel.writeInbound(all.readBytes(1));
        }

        assertThat(audience.deliveries()).isEqualTo(2);
        assertThat(audience.surprises()).isEmpty();
        assertThat(audience.delays().getMaxValue()).isBetween(19_900L, 20_100L);
    }

    @Test
    void shouldAnswerPingsAndTellOfTheEnd() {
        var channel = new EmbeddedChannel(new Client(audience, 7, "a.b.c", false));
        ByteBuf all =
                Unpooled.wrappedBuffer(
                        UPGRADED.getBytes(StandardCharsets.US_ASCII),
                        frame(0x89, "evara"),
                        frame(0xC1, "compressed"),
                        frame(0x88, "\u00113revoked"));

        var _ = channel.writeInbound(all);

        ByteBuf handshake = channel.readOutbound();
        assertThat(handshake.toString(StandardCharsets.US_ASCII))
                .contains("bearer.a.b.c", "permessage-deflate");
        ByteBuf subscribe = channel.readOutbound();
        assertThat(subscribe.toString(StandardCharsets.US_ASCII)).contains("subscribe");
        ByteBuf pong = channel.readOutbound();
        assertThat(pong.readUnsignedByte()).isEqualTo((short) 0x8A);
        assertThat(audience.deliveries()).isEqualTo(1);
        assertThat(audience.revokedOf(7)).hasSize(1);
    }

    private static byte[] frame(int first, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuf frame = Unpooled.buffer().writeByte(first);
        if (bytes.length < 126) {
            frame.writeByte(bytes.length);
        } else {
            frame.writeByte(126).writeShort(bytes.length);
        }
        frame.writeBytes(bytes);
        byte[] whole = new byte[frame.readableBytes()];
        frame.readBytes(whole);
        return whole;
    }
}
