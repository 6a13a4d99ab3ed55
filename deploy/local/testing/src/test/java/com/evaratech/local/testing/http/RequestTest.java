package com.evaratech.local.testing.http;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a server that answers with what it was sent. */
class RequestTest {

    private HttpServer server;
    private String root;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", RequestTest::echo);
        server.start();
        root = "http://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        Request.showTo(null);
        server.stop(0);
    }

    private static void echo(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var seen =
                "%s %s %s %s\n%s"
                        .formatted(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI(),
                                headers.getFirst("Content-Type"),
                                headers.getFirst("Authorization"),
                                body);
        boolean isJson = exchange.getRequestURI().getPath().endsWith("json");
        exchange.getResponseHeaders()
                .add("Content-Type", isJson ? "application/json" : "text/plain; charset=UTF-8");
        byte[] answer = (isJson ? body : seen).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                isJson ? 201 : 200,
                exchange.getRequestMethod().equals("HEAD") ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void shouldSendWhatItWasTold() {
        var id = new UUID(0, 1);

        var answer =
                given().bearer("abc")
                        .asJson()
                        .queryParam("q", "north & south")
                        .body(Map.of("id", id))
                        .post(root + "/nodes?limit=1");

        answer.then()
                .statusCode(200)
                .contentType("text/plain")
                .contentType(containsString("UTF-8"))
                .body(
                        equalTo(
                                "POST /nodes?limit=1&q=north%20%26%20south application/json Bearer abc\n{\"id\":\""
                                        + id
                                        + "\"}"));
    }

    @Test
    void shouldSayNothingOfABodyThatItHasNot() {
        given().post(root + "/nodes").then().body(equalTo("POST /nodes null null\n"));
    }

    @Test
    void shouldEncodeAnAddressUnlessItIsEncoded() {
        String path = root + "/a b+c/%2F?at=10+05:30";

        given().get(path).then().body(containsString("GET /a%20b%2Bc/%252F?at=10%2B05:30 "));
        given().encoded().get(root + "/%00?at=%2B").then().body(containsString("GET /%00?at=%2B "));
    }

    @Test
    void shouldSendBytesAsTheyAre() {
        var answer = given().body("é".getBytes(StandardCharsets.UTF_8)).put(root + "/x");

        assertThat(answer.asString()).endsWith("\né");
        assertThat(given().head(root + "/x").asByteArray()).isEmpty();
    }

    @Test
    void shouldLookIntoTheAnswer() {
        var answer = given().body("{\"items\": [1, 2]}").put(root + "/json").then();

        answer.statusCode(201).body("items", hasSize(2), "items[0]", equalTo(1));
        assertThat(answer.<Integer>path("items[1]")).isEqualTo(2);
        assertThat(answer.header("X-None")).isNull();
    }

    @Test
    void shouldTellTheBodyOfAnAnswerThatIsAnother() {
        var answer = given().body("{\"items\": [1]}").put(root + "/json");

        for (Runnable expectation :
                List.<Runnable>of(
                        () -> answer.statusCode(200),
                        () -> answer.header("Content-Type", "text/plain"),
                        () -> answer.contentType("text/plain"),
                        () -> answer.body("items", hasSize(2)),
                        () -> answer.body("items", hasSize(1), "items[0]", equalTo(7)),
                        () -> answer.body(containsString("none")))) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(expectation::run)
                    .withMessageContaining("{\"items\": [1]}");
        }
    }

    @Test
    void shouldShowEveryAnswerToTheWitness() {
        List<String> seen = new ArrayList<>();
        Request.showTo((method, path, answer) ->
                seen.add(method + " " + path + " " + answer.statusCode()));

        given().get(root + "/a?b=c").statusCode(200);
        Request.showTo(null);
        given().get(root + "/d").statusCode(200);

        assertThat(seen).containsExactly("GET /a 200");
    }

    @Test
    void shouldTellThatNobodyAnswers() {
        server.stop(0);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> given().get(root).statusCode(200))
                .withMessageContaining("was not answered");
    }
}
