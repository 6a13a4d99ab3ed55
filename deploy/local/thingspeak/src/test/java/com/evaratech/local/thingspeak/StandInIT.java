package com.evaratech.local.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.thingspeak.campus.CampusOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class StandInIT {
    private static final long ID = CampusOptions.FIRST_CHANNEL;
    private static final String FEEDS = "/channels/" + ID + "/feeds.json?results=3";

    private final HttpClient client = HttpClient.newHttpClient();
    private StandIn standIn;

    @BeforeAll
    void start() throws IOException {
        CampusOptions campus = CampusOptions.of(8).withPrivateShare(0);
        standIn = StandIn.start(StandInOptions.empty().withCampus(campus).withControlPort(0));
    }

    @AfterAll
    void stop() {
        standIn.close();
        client.close();
    }

    @BeforeEach
    void behave() {
        standIn.faults().clear();
        standIn.counts().reset();
    }

    @Test
    void shouldServeACampusWithItsHistory() throws Exception {
        JsonObject json = new JsonObject(get(FEEDS).body());
        assertThat(json.getJsonArray("feeds")).hasSize(3);
        assertThat(standIn.store().find(ID).orElseThrow().size()).isGreaterThan(100);
    }

    @Test
    void shouldListChannelsWithTheirMapping() throws Exception {
        JsonObject listed = new JsonObject(control("GET", "/standin/channels", "").body());
        JsonObject first =
                listed.getJsonArray("channels").stream()
                        .map(JsonObject.class::cast)
                        .filter(channel -> channel.getLong("channel") == ID)
                        .findFirst()
                        .orElseThrow();
        assertThat(first.getString("category")).isEqualTo("OHT");
        assertThat(first.getJsonArray("mapping").encode())
                .startsWith("[{\"field\":1,\"metric\":\"water_level_cm\"}");
    }

    @Test
    void shouldMisbehaveSoManyTimesAndBeGoodAgain() throws Exception {
        fault(
                "{\"kind\":\"status\",\"status\":429,\"retry_after\":7,\"count\":2,\"channel\":"
                        + ID
                        + "}");
        HttpResponse<String> first = get(FEEDS);
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(get(FEEDS).statusCode()).isEqualTo(429);
        assertThat(get(FEEDS).statusCode()).isEqualTo(200);
        assertThat(standIn.counts().of(ID).orElseThrow().requests()).isEqualTo(3);
        assertThat(standIn.counts().of(ID).orElseThrow().spoilt()).isEqualTo(2);
    }

    @Test
    void shouldSpoilBodies() throws Exception {
        String right = get(FEEDS).body();
        fault("{\"kind\":\"truncate\",\"keep\":0.4,\"count\":1}");
        String cut = get(FEEDS).body();
        assertThat(right)
                .startsWith(cut.substring(0, cut.length() / 2))
                .hasSizeGreaterThan(cut.length());
        fault("{\"kind\":\"gzip\",\"count\":1}");
        assertThat(get(FEEDS).headers().firstValue("content-encoding")).contains("gzip");
        fault("{\"kind\":\"content_type\",\"content_type\":\"text/html\",\"count\":1}");
        assertThat(get(FEEDS).headers().firstValue("content-type")).contains("text/html");
        fault("{\"kind\":\"body\",\"body\":\"\\\"-1\\\"\",\"count\":1}");
        assertThat(get(FEEDS).body()).isEqualTo("\"-1\"");
        fault("{\"kind\":\"status\",\"status\":502,\"count\":1}");
        assertThat(get(FEEDS).body()).contains("<html>");
        fault("{\"kind\":\"huge\",\"count\":1}");
        assertThat(get(FEEDS).body()).hasSize(10 << 20);
        fault("{\"kind\":\"redirect\",\"location\":\"http://127.0.0.1:1/\",\"count\":1}");
        assertThat(get(FEEDS).statusCode()).isEqualTo(302);
    }

    @Test
    void shouldDropAndTrickleConnections() throws Exception {
        fault("{\"kind\":\"drop\",\"midway\":true,\"count\":1}");
        assertThatThrownBy(() -> get(FEEDS)).isInstanceOf(IOException.class);
        // 2: the client asks once more by itself when a kept connection closes before an answer
        fault("{\"kind\":\"drop\",\"count\":2}");
        assertThatThrownBy(() -> get(FEEDS)).isInstanceOf(IOException.class);
        behave();
        String right = get(FEEDS).body();
        fault("{\"kind\":\"trickle\",\"bytes\":200,\"ms\":1,\"count\":1}");
        assertThat(get(FEEDS).body()).hasSameSizeAs(right);
    }

    @Test
    void shouldStrikeByChance() throws Exception {
        fault("{\"kind\":\"status\",\"status\":500,\"probability\":0.5}");
        int failed = 0;
        for (int i = 0; i < 60; i++) {
            failed += get(FEEDS).statusCode() == 500 ? 1 : 0;
        }
        assertThat(failed).isBetween(10, 50);
    }

    @Test
    void shouldRefuseWhatTheControlDoesNotKnow() throws Exception {
        HttpResponse<String> refused = control("POST", "/standin/faults", "{\"kind\":\"magic\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("'magic' is none of delay");
    }

    @Test
    void shouldWriteThroughAFormAndPutStrangeRowsIntoAChannel() throws Exception {
        String created =
                control("POST", "/standin/channels", "{\"id\":77,\"labels\":[\"Level\"]}").body();
        String key = new JsonObject(created).getString("write_key");
        HttpRequest form =
                HttpRequest.newBuilder(standIn.uri().resolve("/update"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("api_key=" + key + "&field1=3"))
                        .build();
        assertThat(client.send(form, BodyHandlers.ofString()).body()).isEqualTo("1");
        assertThat(control("POST", "/standin/channels/77/burst", "{\"count\":5}").statusCode())
                .isEqualTo(204);
        assertThat(control("POST", "/standin/channels/77/future", "{\"count\":1}").statusCode())
                .isEqualTo(204);
        JsonObject feed = new JsonObject(get("/channels/77/feeds.json").body());
        assertThat(feed.getJsonArray("feeds")).hasSize(7);
        assertThat(control("DELETE", "/standin/channels/77/feeds", "").statusCode()).isEqualTo(204);
        assertThat(get("/channels/77/feeds.json").body()).contains("\"last_entry_id\":null");
    }

    @Test
    void shouldGoOnWithItsClock() {
        int before = standIn.store().find(ID).orElseThrow().size();
        standIn.clock().advance(Duration.ofMinutes(10));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(standIn.store().find(ID).orElseThrow().size())
                                .isGreaterThan(before + 5));
    }

    private void fault(String json) throws IOException, InterruptedException {
        assertThat(control("POST", "/standin/faults", json).statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(standIn.uri() + path)).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> control(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(standIn.controlUri() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
