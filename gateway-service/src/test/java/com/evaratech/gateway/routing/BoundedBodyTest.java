package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {

    private static final long LIMIT = 10;

    private final HandFed source = new HandFed();
    private final List<String> events = new ArrayList<>();
    private final BoundedBody body = new BoundedBody(source, LIMIT, () -> events.add("read"));

    @BeforeEach
    void listen() {
        BoundedBody listening =
                body.handler(chunk -> events.add("chunk " + chunk.length()))
                        .endHandler(end -> events.add("end"))
                        .exceptionHandler(failure -> events.add("failed"));
        assertThat(listening).isSameAs(body);
    }

    @Test
    void shouldPassABodyOfExactlyTheLimit() {
        source.chunk(4);
        source.chunk(6);
        source.end();

        assertThat(events).containsExactly("chunk 4", "chunk 6", "end", "read");
        assertThat(body.isExceeded()).isFalse();
    }

    @Test
    void shouldFailOnceAndPassNothingMoreWhenTheLimitIsExceeded() {
        source.chunk(10);
        source.chunk(1);
        source.chunk(1);
        source.end();

        assertThat(events).containsExactly("chunk 10", "failed");
        assertThat(body.isExceeded()).isTrue();
    }

    @Test
    void shouldPassOnAFailureOfTheSource() {
        source.fail();

        assertThat(events).containsExactly("failed");
        assertThat(body.isExceeded()).isFalse();
    }

    @Test
    void shouldHandPressureToTheSource() {
        ReadStream<Buffer> paused = body.pause();
        ReadStream<Buffer> fetching = body.fetch(3);
        ReadStream<Buffer> resumed = body.resume();

        assertThat(source.calls).containsExactly("pause", "fetch 3", "resume");
        assertThat(List.of(paused, fetching, resumed)).containsOnly(body);
    }

    /** A stream that the test feeds by hand. */
    private static final class HandFed implements ReadStream<Buffer> {

        private final List<String> calls = new ArrayList<>();
        private Handler<Buffer> chunks = _ -> {};
        private Handler<Void> ends = _ -> {};
        private Handler<Throwable> failures = _ -> {};

        void chunk(int bytes) {
            chunks.handle(Buffer.buffer(new byte[bytes]));
        }

        void end() {
            ends.handle(null);
        }

        void fail() {
            failures.handle(new IllegalStateException("connection reset"));
        }

        @Override
        public HandFed handler(@Nullable Handler<Buffer> handler) {
            chunks = handler == null ? _ -> {} : handler;
            return this;
        }

        @Override
        public HandFed endHandler(@Nullable Handler<Void> handler) {
            ends = handler == null ? _ -> {} : handler;
            return this;
        }

        @Override
        public HandFed exceptionHandler(@Nullable Handler<Throwable> handler) {
            failures = handler == null ? _ -> {} : handler;
            return this;
        }

        @Override
        public HandFed pause() {
            calls.add("pause");
            return this;
        }

        @Override
        public HandFed resume() {
            calls.add("resume");
            return this;
        }

        @Override
        public HandFed fetch(long amount) {
            calls.add("fetch " + amount);
            return this;
        }
    }
}
