package com.evaratech.bench.gateway.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A WebSocket client (RFC 6455) that does as little as one can, since it shares the processors with
 * the gateway: it says what it wants, answers pings and counts. Only one that keeps time looks into
 * what it is told, and therefore asks for it uncompressed.
 */
final class Client extends ByteToMessageDecoder {

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int OPCODE = 0x0f;
    private static final int COMPRESSED = 0x40;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES_OF_LENGTH = 126;
    private static final byte[] NO_MASK = new byte[4];
    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String SWITCHED = "HTTP/1.1 101 ";
    private static final String READING = "{\"type\":\"reading\"";
    private static final String SUBSCRIBED = "{\"type\":\"subscribed\"";
    private static final String RECORDED = "\"recorded_at\":\"";

    private final Audience audience;
    private final int person;
    private final String token;
    private final boolean keepsTime;
    private boolean upgraded;

    /**
     * One that is not connected yet.
     *
     * @param person whose it is, by number
     */
    Client(Audience audience, int person, String token, boolean keepsTime) {
        this.audience = audience;
        this.person = person;
        this.token = token;
        this.keepsTime = keepsTime;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        String offer = keepsTime ? "" : "Sec-WebSocket-Extensions: permessage-deflate\r\n";
        String request =
                """
                GET /api/v1/ws HTTP/1.1\r
                Host: 127.0.0.1\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Protocol: evara.v1, bearer.%s\r
                %s\r
                """
                        .formatted(token, offer);
        var _ =
                ctx.writeAndFlush(
                        Unpooled.wrappedBuffer(request.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (upgraded) {
            frame(ctx, in);
        } else {
            head(ctx, in);
        }
    }

    private void head(ChannelHandlerContext ctx, ByteBuf in) {
        int length = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(BLANK_LINE), in);
        if (length < 0) {
            return;
        }
        String head =
                in.readCharSequence(length - in.readerIndex(), StandardCharsets.US_ASCII)
                        .toString();
        var _ = in.skipBytes(BLANK_LINE.length);
        if (!head.startsWith(SWITCHED)) {
            audience.refused(head.lines().findFirst().orElse(""));
            var _ = ctx.close();
            return;
        }
        upgraded = true;
        send(ctx, TEXT, "{\"subscribe\":\"all\"}".getBytes(StandardCharsets.US_ASCII));
    }

    private void frame(ChannelHandlerContext ctx, ByteBuf in) {
        int start = in.readerIndex();
        if (in.readableBytes() < 2) {
            return;
        }
        int first = in.getUnsignedByte(start);
        int length = in.getUnsignedByte(start + 1) & LENGTH;
        int head = 2;
        if (length == TWO_BYTES_OF_LENGTH) {
            head += 2;
            if (in.readableBytes() < head) {
                return;
            }
            length = in.getUnsignedShort(start + 2);
        } else if (length > TWO_BYTES_OF_LENGTH) {
            throw new IllegalStateException("a message of more than 64 KB");
        }
        if (in.readableBytes() < head + length) {
            return;
        }
        take(ctx, first, in.slice(start + head, length));
        var _ = in.skipBytes(head + length);
    }

    private void take(ChannelHandlerContext ctx, int first, ByteBuf payload) {
        switch (first & OPCODE) {
            case TEXT -> {
                if ((first & COMPRESSED) != 0) {
                    // Only what many are told is: readings, where nothing else happens.
                    audience.told();
                } else {
                    text(payload);
                }
            }
            case PING -> {
                byte[] bytes = new byte[payload.readableBytes()];
                payload.getBytes(payload.readerIndex(), bytes);
                send(ctx, PONG, bytes);
            }
            case CLOSE -> audience.ended(person, payload.getUnsignedShort(payload.readerIndex()));
            default -> throw new IllegalStateException("a frame nobody sends: " + first);
        }
    }

    private void text(ByteBuf payload) {
        if (starts(payload, READING)) {
            audience.told();
            if (keepsTime) {
                audience.toldWhatWasRecorded(recordedAt(payload));
            }
        } else if (starts(payload, SUBSCRIBED)) {
            audience.joined();
        } else {
            audience.surprised(payload.toString(StandardCharsets.UTF_8));
        }
    }

    private static boolean starts(ByteBuf payload, String text) {
        if (payload.readableBytes() < text.length()) {
            return false;
        }
        for (int i = text.length() - 1; i >= 0; i--) {
            if (payload.getByte(payload.readerIndex() + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String recordedAt(ByteBuf payload) {
        String text = payload.toString(StandardCharsets.UTF_8);
        int begin = text.indexOf(RECORDED) + RECORDED.length();
        return text.substring(begin, text.indexOf('"', begin));
    }

    /** Clients mask what they send; by zeros, it is as it was. */
    private static void send(ChannelHandlerContext ctx, int opcode, byte[] payload) {
        ByteBuf frame = ctx.alloc().buffer(2 + NO_MASK.length + payload.length);
        frame.writeByte(FINAL | opcode)
                .writeByte(MASKED | payload.length)
                .writeBytes(NO_MASK)
                .writeBytes(payload);
        var _ = ctx.writeAndFlush(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        audience.gone();
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        audience.surprised(cause.toString());
        var _ = ctx.close();
    }
}
