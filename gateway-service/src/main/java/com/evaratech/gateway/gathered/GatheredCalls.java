package com.evaratech.gateway.gathered;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.FunctionLibrary;
import com.evaratech.common.bus.ReopenedConnection;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
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
 * Calls of a library's functions in Redis: those that came while others were answered go out
 * together. While Redis does not answer, nothing is asked: a loop tries it, and whoever calls is
 * told so at once.
 */
public final class GatheredCalls {

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final FunctionLibrary library;
    private final int mostTogether;
    private final BlockingQueue<Call> waiting;
    private final Loop loop;
    private volatile boolean answering;
    private volatile Runnable whenBack = () -> {};

    private record Call(Command command, Consumer<Optional<Reply>> then) {}

    /**
     * Nothing is asked before {@link #start}.
     *
     * @param name of the loop, as it stands in the log
     * @param library whose functions are called
     * @param url of Redis
     * @param patience with each answer of Redis, for which requests wait
     * @param mostTogether calls that go out together
     * @param mostWaiting calls that may wait; further ones are told that there is no answer
     */
    public GatheredCalls(
            String name,
            FunctionLibrary library,
            String url,
            Duration patience,
            int mostTogether,
            int mostWaiting) {
        this.library = library;
        this.mostTogether = mostTogether;
        this.waiting = new ArrayBlockingQueue<>(mostWaiting);
        this.loop =
                Loop.onThreadOfItsOwn(name, new Asking(new Bus(BusAddress.parse(url)), patience));
    }

    public void start() {
        loop.start();
    }

    public void stop() {
        loop.stop();
    }

    /**
     * Calls a function.
     *
     * @param then told the answer, nothing when there is none; on any thread, and it may not throw
     */
    public void call(Command command, Consumer<Optional<Reply>> then) {
        var call = new Call(command, then);
        if (!answering || !waiting.offer(call)) {
            then.accept(Optional.empty());
        } else if (!answering && waiting.remove(call)) {
            // Redis went away in between, and nobody looks into the queue until it is back.
            then.accept(Optional.empty());
        }
    }

    /** What is called each time when Redis answers after it did not; it may call in turn. */
    public void whenBack(Runnable action) {
        whenBack = action;
    }

    private final class Asking implements Round {

        private final ReopenedConnection connection;

        Asking(Bus redis, Duration patience) {
            this.connection = new ReopenedConnection(() -> redis.connect(patience));
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
            BusConnection redis = connection.current();
            if (!answering) {
                var _ = redis.call(Command.of(Protocol.Command.PING));
                answering = true;
                whenBack.run();
            }
            Call first = waiting.poll(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                return;
            }
            List<Call> together = new ArrayList<>();
            together.add(first);
            var _ = waiting.drainTo(together, mostTogether - 1);
            answer(together, redis);
        }

        private void answer(List<Call> calls, BusConnection redis) {
            List<Reply> replies = List.of();
            try {
                replies = library.call(redis, calls.stream().map(Call::command).toList());
            } finally {
                // Whoever waits is told, also when Redis failed.
                for (int at = 0; at < calls.size(); at++) {
                    Optional<Reply> reply =
                            replies.isEmpty() ? Optional.empty() : Optional.of(replies.get(at));
                    calls.get(at).then().accept(reply);
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
