package com.evaratech.gateway.live;

import static org.awaitility.Awaitility.await;

import com.evaratech.gateway.routing.Gateway;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Somebody who reads server-sent events, as a browser does. */
final class EventClient implements AutoCloseable {

    private final HttpResponse<InputStream> answer;
    private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private volatile String lastId = "";
    private volatile int readingsBeforeId;
    private volatile boolean ended;

    private EventClient(HttpResponse<InputStream> answer) {
        this.answer = answer;
    }

    /** Connects, and reads on a thread of its own. */
    static EventClient connect(String token, String query, @Nullable String lastId) {
        return connect(Gateway.request(EventsRoute.PATH + query, token), lastId);
    }

    /** Connects where a version of the API has it, with a token as a browser keeps it. */
    static EventClient connectByCookie(String path, String token) {
        var request = Gateway.request(path).header("Cookie", "evara_events=" + token);
        return connect(request, null).awaitMessage("subscribed");
    }

    private static EventClient connect(HttpRequest.Builder to, @Nullable String lastId) {
        HttpRequest.Builder request =
                to.header("Accept", "text/event-stream")
                        .header("Accept-Encoding", "gzip, deflate, br");
        if (lastId != null) {
            request = request.header("Last-Event-ID", lastId);
        }
        var client = new EventClient(Gateway.open(request));
        var _ = Thread.ofVirtual().start(client::read);
        return client;
    }

    static EventClient connect(String token) {
        return connect(token, "", null).awaitMessage("subscribed");
    }

    int status() {
        return answer.statusCode();
    }

    HttpResponse<InputStream> answer() {
        return answer;
    }

    List<JsonObject> messages() {
        return List.copyOf(messages);
    }

    List<JsonObject> of(String type) {
        return messages.stream().filter(isOfType(type)).toList();
    }

    String lastId() {
        return lastId;
    }

    boolean isEnded() {
        return ended;
    }

    EventClient awaitMessage(String type) {
        await().atMost(LiveClient.PATIENCE).until(() -> !of(type).isEmpty());
        return this;
    }

    EventClient awaitReadings(int count) {
        await().atMost(LiveClient.PATIENCE).until(() -> of("reading").size() >= count);
        return this;
    }

    void awaitEnd() {
        await().atMost(LiveClient.PATIENCE).until(this::isEnded);
    }

    void awaitComment() {
        await().atMost(LiveClient.PATIENCE).until(() -> !comments.isEmpty());
    }

    /** The first id behind so many readings. */
    String awaitIdBehindReadings(int count) {
        await().atMost(LiveClient.PATIENCE).until(() -> readingsBeforeId >= count);
        return lastId;
    }

    /** Another id than before tells that all before it was sent. */
    String awaitId(String before) {
        await().atMost(LiveClient.PATIENCE).until(() -> !lastId.equals(before));
        return lastId;
    }

    private static Predicate<JsonObject> isOfType(String type) {
        return message -> type.equals(message.getString("type"));
    }

    private void read() {
        try (var lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.startsWith("data: ")) {
                    messages.add(new JsonObject(line.substring("data: ".length())));
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring("id: ".length());
                    readingsBeforeId = of("reading").size();
                } else if (line.startsWith(":")) {
                    comments.add(line);
                }
            }
        } catch (IOException e) {
            // The other side, or the test, has ended it.
            ended = true;
        }
        ended = true;
    }

    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
