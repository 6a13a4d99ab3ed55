package com.evaratech.local.launcher.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks processes over HTTP whether they are ready; an answer with status 200 says yes. */
public final class Readiness {

    /** How waiting for a process ended. */
    public enum Outcome {
        READY,
        /** It runs, and is not ready within the limit. */
        SLOW,
        /** It ended before it was ready. */
        ENDED,
        /** The fleet is to stop. */
        STOPPED
    }

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(ANSWER_LIMIT)
                    .build();

    /** One question; no answer, or a late one, is a no. */
    public boolean isReady(URI address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT).GET().build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notListening) {
            return false;
        }
    }

    /** Asks until the process is ready, has ended, or {@code limit} is over. */
    public Outcome await(ProcessHandle process, URI address, Duration limit, StopSignal stop)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            if (stop.isRequested()) {
                return Outcome.STOPPED;
            }
            if (!process.isAlive()) {
                return Outcome.ENDED;
            }
            if (isReady(address)) {
                return Outcome.READY;
            }
            if (System.nanoTime() - deadline > 0) {
                return Outcome.SLOW;
            }
            boolean stopping = stop.await(PAUSE);
            if (stopping) {
                return Outcome.STOPPED;
            }
        }
    }
}
