package com.evaratech.bench.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/** Asks one and the same of a port, again and again, a fixed number of requests at a time. */
final class Load {

    private static final String PATH = "/api/v1/nodes";
    private static final int OK = 200;
    private static final int PATIENCE_SECONDS = 60;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    private static final int DIGITS = 3;

    private final Vertx vertx;
    private final HttpClient http;
    private final String token;

    /**
     * What was seen.
     *
     * @param requests that were answered
     * @param seconds that it took
     * @param times of each, in nanoseconds
     */
    record Seen(long requests, double seconds, ConcurrentHistogram times) {

        double rate() {
            return requests / seconds;
        }

        double medianMillis() {
            return times.getValueAtPercentile(50) / 1e6;
        }
    }

    Load(Vertx vertx, String token) {
        this.vertx = vertx;
        this.token = token;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions().setKeepAliveTimeout(PATIENCE_SECONDS),
                        new PoolOptions().setHttp1MaxSize(256));
    }

    /**
     * Asks for a while.
     *
     * @throws IllegalStateException when an answer was not what it should be
     */
    Seen run(int port, int atATime, Duration howLong) throws InterruptedException {
        var times = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
        var requests = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + howLong.toNanos();
        var workers = new CompletableFuture<?>[atATime];
        for (int worker = 0; worker < atATime; worker++) {
            var over = new CompletableFuture<Void>();
            workers[worker] = over;
            // There, an answer cannot be over before somebody waits for its end.
            vertx.runOnContext(now -> next(port, end, times, requests, over));
        }
        try {
            var _ =
                    CompletableFuture.allOf(workers)
                            .get(howLong.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("not everything was answered", e);
        }
        return new Seen(requests.get(), (System.nanoTime() - begun) / 1e9, times);
    }

    private void next(
            int port,
            long end,
            ConcurrentHistogram times,
            AtomicLong requests,
            CompletableFuture<Void> over) {
        long asked = System.nanoTime();
        if (asked >= end) {
            over.complete(null);
            return;
        }
        var _ =
                http.request(HttpMethod.GET, port, "127.0.0.1", PATH)
                        .compose(request ->
                                request.putHeader("Authorization", "Bearer " + token).send())
                        .compose(Load::whole)
                        .onSuccess(answered -> {
                            times.recordValue(System.nanoTime() - asked);
                            requests.incrementAndGet();
                            next(port, end, times, requests, over);
                        })
                        .onFailure(over::completeExceptionally);
    }

    private static Future<Void> whole(HttpClientResponse answer) {
        return answer.statusCode() == OK
                ? answer.end()
                : Future.failedFuture("status " + answer.statusCode());
    }
}
