package com.evaratech.local.thingspeak.misbehave;

import com.evaratech.local.thingspeak.protocol.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** Sends answers, well or spoilt by a fault. Runs on the request's event loop. */
public final class AnswerSender {
    private static final String CACHE_CONTROL = "max-age=0, private, must-revalidate";

    private final Vertx vertx;

    public AnswerSender(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Sends the answer as it is. */
    public void send(Answer answer, HttpServerRequest request) {
        head(answer, request).end(answer.body());
    }

    /**
     * Sends the answer spoilt; it is asked for only where the fault leaves the request its effect.
     */
    public void send(Fault fault, Supplier<Answer> answer, HttpServerRequest request) {
        switch (fault) {
            case Fault.Delay delay -> {
                Answer right = answer.get();
                vertx.setTimer(
                        Math.max(1, delay.by().toMillis()), timer -> sendIfOpen(right, request));
            }
            case Fault.Replace other -> replace(other, request);
            case Fault.Truncate cut -> {
                Answer right = answer.get();
                int kept = (int) (right.body().length() * cut.keep());
                send(
                        new Answer(
                                right.status(), right.contentType(), right.body().slice(0, kept)),
                        request);
            }
            case Fault.Drop drop -> drop(drop, answer, request);
            case Fault.Trickle trickle -> trickle(trickle, answer.get(), request);
            case Fault.Gzip _ -> {
                Answer right = answer.get();
                request.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
                send(new Answer(right.status(), right.contentType(), gzip(right.body())), request);
            }
            case Fault.Huge huge ->
                    send(new Answer(200, "application/json", huge(huge.bytes())), request);
            case Fault.Redirect redirect ->
                    request.response()
                            .setStatusCode(302)
                            .putHeader(HttpHeaders.LOCATION, redirect.location())
                            .end();
            case Fault.Mislabel wrong -> {
                Answer right = answer.get();
                send(new Answer(right.status(), wrong.contentType(), right.body()), request);
            }
        }
    }

    private static HttpServerResponse head(Answer answer, HttpServerRequest request) {
        return request.response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL);
    }

    private void sendIfOpen(Answer answer, HttpServerRequest request) {
        if (!request.response().closed()) {
            send(answer, request);
        }
    }

    private static void replace(Fault.Replace other, HttpServerRequest request) {
        HttpServerResponse response =
                request.response()
                        .setStatusCode(other.status())
                        .putHeader(HttpHeaders.CONTENT_TYPE, other.contentType());
        other.retryAfterSeconds()
                .ifPresent(seconds ->
                        response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
        response.end(other.body());
    }

    private static void drop(Fault.Drop drop, Supplier<Answer> answer, HttpServerRequest request) {
        if (!drop.midway()) {
            request.connection().close();
            return;
        }
        Answer right = answer.get();
        Buffer half = right.body().slice(0, right.body().length() / 2);
        head(right, request)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(right.body().length()))
                .write(half)
                .onComplete(written -> request.connection().close());
    }

    private void trickle(Fault.Trickle trickle, Answer answer, HttpServerRequest request) {
        HttpServerResponse response =
                head(answer, request)
                        .putHeader(
                                HttpHeaders.CONTENT_LENGTH,
                                Integer.toString(answer.body().length()));
        AtomicInteger sent = new AtomicInteger();
        long timer =
                vertx.setPeriodic(
                        Math.max(1, trickle.every().toMillis()),
                        beat -> {
                            int from = sent.get();
                            int to =
                                    Math.min(
                                            answer.body().length(),
                                            from + Math.max(1, trickle.bytes()));
                            if (response.closed()) {
                                vertx.cancelTimer(beat);
                            } else if (to == answer.body().length()) {
                                vertx.cancelTimer(beat);
                                response.end(answer.body().slice(from, to));
                            } else {
                                sent.set(to);
                                response.write(answer.body().slice(from, to));
                            }
                        });
        response.exceptionHandler(gone -> vertx.cancelTimer(timer));
    }

    private static Buffer huge(int bytes) {
        String start = "{\"channel\":{\"id\":1,\"name\":\"";
        String end = "\",\"last_entry_id\":null},\"feeds\":[]}";
        int fill = Math.max(0, bytes - start.length() - end.length());
        return Buffer.buffer(bytes)
                .appendString(start)
                .appendString("x".repeat(fill))
                .appendString(end);
    }

    private static Buffer gzip(Buffer body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes());
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
