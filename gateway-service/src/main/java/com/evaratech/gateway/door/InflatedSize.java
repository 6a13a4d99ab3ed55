package com.evaratech.gateway.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Measures what compressed messages become before they become it: a thousand times their size, if
 * their sender wants, and the server measures only afterwards.
 */
final class InflatedSize extends ChannelInboundHandlerAdapter {

    // The first of the reserved bits says that a message is compressed (RFC 7692 §6).
    private static final int COMPRESSED = 4;
    private static final int SCRATCH_BYTES = 8 << 10;

    private final SlowCallers patience;
    private final int mostBytes;
    private @Nullable Inflater inflater;
    private long inflatedBytes;

    /** A connection whose handshake is over. */
    InflatedSize(SlowCallers patience) {
        this.patience = patience;
        this.mostBytes = patience.largestMessage();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof WebSocketFrame frame && !isAllowed(frame)) {
            boolean _ = ReferenceCountUtil.release(message);
            end();
            patience.count(Cut.INFLATES);
            var _ =
                    ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG))
                            .addListener(ChannelFutureListener.CLOSE);
        } else {
            var _ = ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        var _ = ctx.fireChannelInactive();
    }

    private boolean isAllowed(WebSocketFrame frame) {
        boolean begins =
                frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        if (begins && (frame.rsv() & COMPRESSED) != 0) {
            end();
            inflater = new Inflater(true);
        }
        @Nullable Inflater current = inflater;
        if (current == null || !(begins || frame instanceof ContinuationWebSocketFrame)) {
            return true;
        }
        boolean allowed = measure(current, frame.content());
        if (frame.isFinalFragment()) {
            end();
        }
        return allowed;
    }

    private boolean measure(Inflater current, ByteBuf content) {
        byte[] input = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), input);
        current.setInput(input);
        byte[] scratch = new byte[SCRATCH_BYTES];
        try {
            int bytes;
            do {
                bytes = current.inflate(scratch);
                inflatedBytes += bytes;
            } while (bytes > 0 && inflatedBytes <= mostBytes);
            return inflatedBytes <= mostBytes;
        } catch (DataFormatException e) {
            // What cannot be read is dealt with by who reads it.
            return true;
        }
    }

    private void end() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
        inflatedBytes = 0;
    }
}
