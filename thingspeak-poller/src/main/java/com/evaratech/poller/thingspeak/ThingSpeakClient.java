package com.evaratech.poller.thingspeak;

import com.evaratech.common.reading.Source;
import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.ChannelSource;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedQuery;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Asks ThingSpeak. A call blocks its thread for as long as an answer may take, and never longer; an
 * interrupt ends it.
 */
@Singleton
class ThingSpeakClient implements ChannelSource {

    private final HostSettings host;
    private final Duration rest;
    private final ExecutorService callbacks;
    private final HttpClient http;
    private final FeedRequest request;
    private final HostAddresses addresses;
    private final Tracer tracer;

    ThingSpeakClient(ThingSpeakConfig config, Tracer tracer, InstantSource clock) {
        this.host = HostSettings.of(config);
        this.rest = config.rest();
        this.tracer = tracer;
        // Whoever waits for an answer reads it: what is left is handed over in microseconds, and a
        // thread for each piece of an answer would cost more than all of them.
        this.callbacks =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("thingspeak-http").factory());
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(config.connectTimeout())
                        .executor(callbacks)
                        .build();
        this.request = new FeedRequest(http, config.answerTimeout(), clock);
        this.addresses = new HostAddresses(host, InetAddress::getAllByName);
    }

    @Override
    public Source kind() {
        return Source.THINGSPEAK;
    }

    @Override
    public int requestsPerMinute() {
        return host.perMinute();
    }

    @Override
    public Duration rest() {
        return rest;
    }

    /** The key goes in a header, so that no log on the way has it. */
    @Override
    public FeedPage read(long channelId, @Nullable String readApiKey, FeedQuery query)
            throws BadAnswer, InterruptedException {
        String parameters = FeedAddress.parameters(query);
        Span span =
                tracer.spanBuilder("GET /channels/{id}/feeds.json")
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute("http.request.method", "GET")
                        .setAttribute("server.address", host.url().getHost())
                        .setAttribute("url.query", parameters)
                        .startSpan();
        try {
            addresses.requireAllowed();
            var address = FeedAddress.of(host.url(), channelId, parameters);
            byte[] body = request.send(address, readApiKey, query.results());
            return FeedParser.parse(body, channelId, query.results());
        } catch (BadAnswer e) {
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
        callbacks.shutdown();
    }
}
