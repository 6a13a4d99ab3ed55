package com.evaratech.gateway.limit;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.BusConnection;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redis.clients.jedis.Protocol;

/**
 * Buckets that all replicas draw on, in the cache Redis. A request costs one call, and all calls
 * that came meanwhile go out together.
 *
 * <p>While Redis does not answer, nothing is asked: the loop tries it, and questions are answered
 * with nothing at once.
 */
@Singleton
class SharedBuckets {

    private static final FunctionLibrary LIBRARY =
            FunctionLibrary.beside(SharedBuckets.class, "evara_limits_1.lua");
    private static final String TAKE = "evara_limits_1_take";

    // Requests wait for it: a Redis that takes longer is worse than a limit for each replica.
    private static final Duration LONGEST_ANSWER = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    // More than can wait while one batch is answered at 20,000 requests a second.
    private static final int MOST_WAITING = 8_192;
    private static final int BATCH = 512;

    private final BlockingQueue<Question> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LimitMetrics metrics;
    private final Loop loop;
    private volatile boolean answering;

    private record Question(List<Draw> draws, Consumer<Optional<Verdict>> then, long askedNanos) {

        Command command() {
            Command call =
                    FunctionLibrary.invoke(
                            TAKE, draws.stream().map(Draw::key).toArray(String[]::new));
            for (Draw draw : draws) {
                call = call.arg(draw.quota().intervalMicros()).arg(draw.quota().toleranceMicros());
            }
            return call;
        }

        Verdict verdict(List<Reply> reply) {
            List<Long> owed = reply.subList(1, reply.size()).stream().map(Reply::number).toList();
            return Verdict.of(reply.getFirst().number() == 1, draws, owed);
        }
    }

    SharedBuckets(@ConfigProperty(name = "evara.cache.url") String url, LimitMetrics metrics) {
        this.metrics = metrics;
        this.loop = new Loop("limits", new Asking(new Bus(BusAddress.parse(url))));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /**
     * Draws on buckets, on all or none.
     *
     * @param then told the verdict, nothing when Redis does not answer; on any thread
     */
    void draw(List<Draw> draws, Consumer<Optional<Verdict>> then) {
        var question = new Question(draws, then, System.nanoTime());
        if (!answering || !waiting.offer(question)) {
            then.accept(Optional.empty());
        } else if (!answering && waiting.remove(question)) {
            // Redis went away in between, and nobody looks into the queue until it is back.
            then.accept(Optional.empty());
        }
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
            BusConnection redis = connection.current();
            if (!answering) {
                var _ = redis.call(Command.of(Protocol.Command.PING));
                answering = true;
            }
            Question first = waiting.poll(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                return;
            }
            List<Question> batch = new ArrayList<>();
            batch.add(first);
            var _ = waiting.drainTo(batch, BATCH - 1);
            answer(redis, batch);
        }

        private void answer(BusConnection redis, List<Question> batch) {
            List<Verdict> verdicts = new ArrayList<>();
            try {
                List<Reply> replies =
                        LIBRARY.call(redis, batch.stream().map(Question::command).toList());
                for (int at = 0; at < batch.size(); at++) {
                    verdicts.add(batch.get(at).verdict(replies.get(at).list()));
                }
            } finally {
                // Whoever waits is told, also when Redis failed.
                for (int at = 0; at < batch.size(); at++) {
                    Question question = batch.get(at);
                    metrics.waited(System.nanoTime() - question.askedNanos());
                    question.then()
                            .accept(
                                    verdicts.size() == batch.size()
                                            ? Optional.of(verdicts.get(at))
                                            : Optional.empty());
                }
            }
        }

        private void giveUp() {
            List<Question> left = new ArrayList<>();
            var _ = waiting.drainTo(left);
            left.forEach(question -> question.then().accept(Optional.empty()));
        }

        @Override
        public void end() {
            answering = false;
            giveUp();
            connection.close();
        }
    }
}
