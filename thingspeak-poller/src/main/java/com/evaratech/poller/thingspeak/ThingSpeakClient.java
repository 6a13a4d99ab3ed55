package com.evaratech.poller.thingspeak;

import com.evaratech.poller.thingspeak.NotAsked.Reason;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * Asks ThingSpeak. A call blocks its thread for as long as an answer may take, and never longer; an
 * interrupt ends it. Nothing is tried twice here: whoever polls knows when the next time is.
 */
@Singleton
public class ThingSpeakClient {

    // Half of the last 20: a few channels in trouble are no trouble of the host.
    private static final int WINDOW = 20;
    private static final double FAILED = 0.5;

    private final URI url;
    private final Duration rest;
    private final HttpClient http;
    private final FeedRequest request;
    private final RequestRate rate;
    private final TypedGuard<FeedPage> breaker;
    private final Tracer tracer;
    private volatile boolean answering = true;

    ThingSpeakClient(ThingSpeakConfig config, Tracer tracer) {
        HostSettings host = HostSettings.of(config);
        this.url = host.url();
        this.rest = config.rest();
        this.tracer = tracer;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(config.connectTimeout())
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
        this.request = new FeedRequest(http, config.answerTimeout());
        this.rate = new RequestRate(host.perMinute(), System::nanoTime);
        this.breaker =
                TypedGuard.create(FeedPage.class)
                        .withCircuitBreaker()
                        .requestVolumeThreshold(WINDOW)
                        .failureRatio(FAILED)
                        .delay(rest.toMillis(), ChronoUnit.MILLIS)
                        .failOn(BadAnswer.OfHost.class)
                        .done()
                        .build();
    }

    /**
     * Rows of a channel.
     *
     * @param readApiKey what opens it when it is private
     * @throws BadAnswer when the answer is of no use
     * @throws NotAsked when it is not the time to ask
     */
    public FeedPage read(long channelId, @Nullable String readApiKey, FeedQuery query)
            throws BadAnswer, NotAsked, InterruptedException {
        Duration wait = rate.take(readApiKey == null ? channelId : readApiKey);
        if (wait.isPositive()) {
            throw new NotAsked(Reason.RATE_LIMIT, wait);
        }
        URI address =
                URI.create("%s/channels/%d/feeds.json?%s".formatted(url, channelId, query.text()));
        try {
            return breaker.call(() -> traced(channelId, readApiKey, query, address));
        } catch (CircuitBreakerOpenException e) {
            throw new NotAsked(Reason.HOST_RESTS, rest);
        } catch (BadAnswer | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("neither an answer nor a known failure", e);
        }
    }

    /**
     * Whether the host is at work, by what was asked of it last: any answer about a channel counts,
     * a refused key included. True before anything was asked.
     */
    public boolean isAnswering() {
        return answering;
    }

    /** The key goes in a header, so that no log on the way has it. */
    private FeedPage traced(
            long channelId, @Nullable String readApiKey, FeedQuery query, URI address)
            throws BadAnswer, InterruptedException {
        Span span =
                tracer.spanBuilder("GET /channels/{id}/feeds.json")
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute("http.request.method", "GET")
                        .setAttribute("server.address", url.getHost())
                        .setAttribute("url.query", query.text())
                        .startSpan();
        try {
            byte[] body = request.send(address, readApiKey);
            FeedPage page = FeedParser.parse(body, channelId, query.results());
            answering = true;
            return page;
        } catch (BadAnswer e) {
            answering = !e.trouble().isOfHost();
            span.setStatus(StatusCode.ERROR, e.trouble().code());
            throw e;
        } finally {
            span.end();
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
        http.close();
    }
}
