package com.evaratech.gateway.cache;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.FunctionLibrary;
import com.evaratech.common.bus.ReopenedConnection;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redis.clients.jedis.Protocol;

/**
 * Calls of the cache's functions in Redis: those that came meanwhile go out together. While Redis
 * does not answer, nothing is asked, and whoever calls is told so at once.
 */
@Singleton
class CacheCalls {

    private static final FunctionLibrary LIBRARY =
            FunctionLibrary.beside(CacheCalls.class, "evara_cache_1.lua");

    // Requests wait for it: the service itself would have answered meanwhile.
    private static final Duration LONGEST_ANSWER = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
    private static final int MOST_WAITING = 4_096;
    // Answers of up to a megabyte come with them.
    private static final int BATCH = 64;

    private final BlockingQueue<Call> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final boolean isOn;
    private final Loop loop;
    private volatile boolean answering;
    private volatile Runnable whenBack = () -> {};

    private record Call(Command command, Consumer<Optional<Reply>> then) {}

    CacheCalls(CacheConfig config) {
        this.isOn = config.ttl().isPositive();
        this.loop = new Loop("cache", new Asking(new Bus(BusAddress.parse(config.url()))));
    }

    void start(@Observes StartupEvent event) {
        if (isOn) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (isOn) {
            loop.stop();
        }
    }

    /**
     * Calls a function.
     *
     * @param then told the answer, nothing when there is none; on any thread
     */
    void call(Command command, Consumer<Optional<Reply>> then) {
        var call = new Call(command, then);
        if (!answering || !waiting.offer(call)) {
            then.accept(Optional.empty());
        } else if (!answering && waiting.remove(call)) {
            // Redis went away in between, and nobody looks into the queue until it is back.
            then.accept(Optional.empty());
        }
    }

    /** What is called each time when Redis answers after it did not; it may call in turn. */
    void whenBack(Runnable action) {
        whenBack = action;
    }

    private final class Asking implements Round {

        private final ReopenedConnection connection;

        Asking(Bus redis) {
            this.connection = new ReopenedConnection(() -> redis.connect(LONGEST_ANSWER));
        }

        @Override
        public Duration run() throws InterruptedException {
            try {
                ask();
                return Duration.ZERO;
            } catch (RuntimeException e) {
                answering = false;
                giveUp();
                throw e;
            }
        }

        private void ask() throws InterruptedException {
            var redis = connection.current();
            if (!answering) {
                var _ = redis.call(Command.of(Protocol.Command.PING));
                answering = true;
                whenBack.run();
            }
            Call first = waiting.poll(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                return;
            }
            List<Call> batch = new ArrayList<>();
            batch.add(first);
            var _ = waiting.drainTo(batch, BATCH - 1);
            List<Reply> replies = List.of();
            try {
                replies = LIBRARY.call(redis, batch.stream().map(Call::command).toList());
            } finally {
                // Whoever waits is told, also when Redis failed.
                for (int at = 0; at < batch.size(); at++) {
                    batch.get(at)
                            .then()
                            .accept(
                                    replies.isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(replies.get(at)));
                }
            }
        }

        private void giveUp() {
            List<Call> left = new ArrayList<>();
            var _ = waiting.drainTo(left);
            left.forEach(call -> call.then().accept(Optional.empty()));
        }

        @Override
        public void end() {
            answering = false;
            giveUp();
            connection.close();
        }
    }
}
