package com.evaratech.gateway.door;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches one connection for a caller that does not get on: whose request's head or body comes too
 * slowly, or not at all. On the event loop of its connection.
 *
 * <p>It stands at both sides of what reads messages out of bytes. What comes in one piece costs no
 * timer. TLS ends at the proxy in front; where it ends here, connections are not watched.
 */
final class CallerWatch extends ChannelInboundHandlerAdapter {

    // What stands between bytes and messages, by the server's own name for it.
    private static final String CODEC = "httpEncoder";
    private static final long TICK_MILLIS = 1_000;

    private enum Expects {
        /** A request, or nothing: the connection is kept. */
        ANYTHING,
        /** The rest of a head. */
        HEAD,
        /** The rest of a body. */
        BODY,
        /** Nothing until the answer is through. */
        ANSWER,
        /** Nothing any more. */
        END
    }

    private final SlowCallers patience;
    private final Messages messages = new Messages();
    private Expects expects = Expects.HEAD;
    private boolean spoken;
    private @Nullable Future<?> timer;

    /** A connection of which nothing was read. */
    CallerWatch(SlowCallers patience) {
        this.patience = patience;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        watch(ctx);
        var _ = ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        expects = Expects.END;
        var _ = ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (expects == Expects.END) {
            boolean _ = ReferenceCountUtil.release(bytes);
            return;
        }
        if (!spoken) {
            spoken = true;
            if (ctx.pipeline().get(CODEC) == null) {
                leave(ctx);
            } else {
                Framing.tighten(ctx.pipeline());
                var _ = ctx.pipeline().addAfter(CODEC, "caller-watch", messages);
            }
        }
        if (expects == Expects.ANYTHING) {
            expects = Expects.HEAD;
        }
        var _ = ctx.fireChannelRead(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        var _ = ctx.fireChannelReadComplete();
        if (timer == null) {
            watch(ctx);
        }
    }

    private void watch(ChannelHandlerContext ctx) {
        switch (expects) {
            case HEAD -> in(patience.headMillis(), ctx, () -> cutHead(ctx));
            case BODY -> in(TICK_MILLIS, ctx, () -> checkBody(ctx));
            case ANYTHING, ANSWER, END -> {}
        }
    }

    private void in(long millis, ChannelHandlerContext ctx, Runnable action) {
        timer =
                ctx.executor()
                        .schedule(
                                () -> {
                                    timer = null;
                                    action.run();
                                },
                                millis,
                                TimeUnit.MILLISECONDS);
    }

    private void stop() {
        if (timer != null) {
            boolean _ = timer.cancel(false);
            timer = null;
        }
    }

    private void expect(Expects next) {
        stop();
        expects = next;
    }

    private void cutHead(ChannelHandlerContext ctx) {
        cut(ctx, spoken ? Cut.SLOW_HEAD : Cut.SILENT, spoken && messages.owed == 0);
    }

    private void checkBody(ChannelHandlerContext ctx) {
        // What came fast earns no more than the same pause again: who sent most of it at once may
        // not hold the connection with the rest.
        long earned = messages.leftMillis + patience.millisFor(messages.newBytes);
        messages.leftMillis = Math.min(patience.bodyMillis(), earned);
        messages.newBytes = 0;
        // While nothing is read from the connection, it is not the caller who is slow.
        if (ctx.channel().config().isAutoRead()) {
            messages.leftMillis -= TICK_MILLIS;
        }
        if (messages.leftMillis < 0) {
            cut(ctx, Cut.SLOW_BODY, messages.owed == 1 && !messages.answering);
        } else {
            watch(ctx);
        }
    }

    private void cut(ChannelHandlerContext ctx, Cut cut, boolean tell) {
        expect(Expects.END);
        patience.count(cut);
        if (tell) {
            var _ =
                    ctx.writeAndFlush(Unpooled.wrappedBuffer(cut.answer()))
                            .addListener(ChannelFutureListener.CLOSE);
        } else {
            var _ = ctx.close();
        }
    }

    private void leave(ChannelHandlerContext ctx) {
        stop();
        expects = Expects.ANYTHING;
        var _ = ctx.pipeline().remove(this);
    }

    /** What the bytes meant: the requests of the connection and their answers. */
    private final class Messages extends ChannelDuplexHandler {

        private int owed;
        private boolean answering;
        private long newBytes;
        private long leftMillis;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (expects == Expects.END) {
                boolean _ = ReferenceCountUtil.release(message);
                return;
            }
            if (message instanceof HttpRequest request) {
                if (hasTooManyFields(request)) {
                    refuse(ctx, message, Cut.MANY_FIELDS);
                    return;
                }
                if (Framing.isUnclear(request)) {
                    refuse(ctx, message, Cut.UNCLEAR_HEAD);
                    return;
                }
                begin();
            }
            if (message instanceof HttpContent content) {
                newBytes += content.content().readableBytes();
            }
            if (message instanceof LastHttpContent) {
                expect(owed == 0 ? Expects.ANYTHING : Expects.ANSWER);
            }
            var _ = ctx.fireChannelRead(message);
        }

        /** Fields, not names: of which the server's own count speaks. */
        private boolean hasTooManyFields(HttpRequest request) {
            int fields = 0;
            var each = request.headers().iteratorCharSequence();
            while (each.hasNext() && fields <= patience.headerFields()) {
                var _ = each.next();
                fields++;
            }
            return fields > patience.headerFields();
        }

        private void begin() {
            owed++;
            newBytes = 0;
            leftMillis = patience.bodyMillis();
            expect(Expects.BODY);
        }

        private void refuse(ChannelHandlerContext ctx, Object message, Cut cut) {
            boolean _ = ReferenceCountUtil.release(message);
            cut(ctx.pipeline().context(CallerWatch.this), cut, owed == 0);
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            var _ = ctx.write(message, promise);
            if (message instanceof HttpResponse response) {
                if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                    leave(ctx.pipeline().context(CallerWatch.this));
                    var _ = ctx.pipeline().remove(this);
                    return;
                }
                if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                    return;
                }
                answering = true;
            }
            if (message instanceof LastHttpContent) {
                answered();
            }
        }

        private void answered() {
            answering = false;
            owed--;
            if (owed == 0 && expects == Expects.ANSWER) {
                expect(Expects.ANYTHING);
            }
        }
    }
}
