package com.evaratech.gateway.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.RouteMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both versions over HTTP, before a handler that speaks version 1 and plays all services. */
class VersionRoutesTest {

    private static final String ID = "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de";
    private static final Instant NOW = Instant.parse("2027-06-30T12:00:00Z");
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final Vertx VERTX = Vertx.vertx();
    private static int living;
    private static int ended;

    private record Life(String deprecatedSince, String sunset) implements VersionsConfig {}

    @BeforeAll
    static void listen() throws Exception {
        living = start(new Life("2027-01-01", "2027-07-01"));
        ended = start(new Life("2026-01-01", "2027-06-30"));
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static int start(Life life) throws Exception {
        Router router = Router.router(VERTX);
        new VersionRoutes(
                        RouteMatrix.load(),
                        life,
                        new VersionMetrics(METERS),
                        InstantSource.fixed(NOW))
                .register(router);
        router.route().handler(VersionRoutesTest::play);
        HttpServer server =
                VERTX.createHttpServer()
                        .requestHandler(router)
                        .listen(0)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
        return server.actualPort();
    }

    /** Answers with what the header says, or tells what it was asked. */
    private static void play(RoutingContext context) {
        var request = context.request();
        request.body()
                .onSuccess(body -> {
                    String answer = request.getHeader("X-Answer");
                    String type = request.getHeader("X-Type");
                    context.response()
                            .putHeader("Content-Type", type == null ? "application/json" : type)
                            .putHeader("Location", "/api/v1/nodes/" + ID)
                            .putHeader("Set-Cookie", "evara_session=x; Path=/api/v1/auth; Secure");
                    Buffer told =
                            Buffer.buffer(
                                    answer == null
                                            ? request.method() + " " + request.uri() + " " + body
                                            // A header has one line.
                                            : answer.replace("\\n", "\n"));
                    if (request.headers().contains("X-Chunked")) {
                        context.response().setChunked(true);
                        for (int i = 0; i < told.length(); i++) {
                            var _ = context.response().write(told.getBuffer(i, i + 1));
                        }
                        var _ = context.response().end();
                    } else {
                        var _ =
                                context.response()
                                        .putHeader("Content-Length", "" + told.length())
                                        .end(told);
                    }
                });
    }

    private static HttpResponse<String> send(int port, String path, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request.uri(URI.create("http://127.0.0.1:" + port + path)).build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder get(@Nullable String answer) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        return answer == null ? request : request.header("X-Answer", answer);
    }

    private static HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .header("X-Type", "text/plain")
                .POST(BodyPublishers.ofString(body));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAnswerInTheSecondVersionsWordsHoweverTheAnswerComes(boolean isChunked)
            throws Exception {
        var request =
                get(
                        "{\"items\":[{\"node_id\":1,\"metrics\":{\"water_level_cm\":2}}],\"next\":\"bjox\"}");
        if (isChunked) {
            request.header("X-Chunked", "yes");
        }

        var answer = send(living, "/api/v2/telemetry/latest?limit=1", request);

        assertThat(answer.body())
                .isEqualTo(
                        "{\"items\":[{\"nodeId\":1,\"metrics\":{\"water_level_cm\":2}}],"
                                + "\"page\":{\"cursor\":\"bjox\","
                                + "\"next\":\"/api/v2/telemetry/latest?limit=1&cursor=bjox\"}}");
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/v2/nodes/" + ID);
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValue("evara_session=x; Path=/api/v2/auth; Secure");
    }

    @Test
    void shouldAskInTheFirstVersionsWords() throws Exception {
        var answer =
                send(
                        living,
                        "/api/v2/nodes?radiusM=5&fields=id%2CcommunityId,label&q=a_b",
                        get(null).header("X-Type", "text/plain"));

        assertThat(answer.body())
                .isEqualTo("GET /api/v1/nodes?radius_m=5&fields=id,community_id,label&q=a_b ");
    }

    @Test
    void shouldSendTheBodyInTheFirstVersionsWords() throws Exception {
        var answer =
                send(
                        living,
                        "/api/v2/telemetry",
                        post("{\"recordedAt\":\"x\",\"metrics\":{\"water_level_cm\":1,\"aB\":2}}"));

        assertThat(answer.body())
                .isEqualTo(
                        "POST /api/v1/telemetry {\"recorded_at\":\"x\","
                                + "\"metrics\":{\"water_level_cm\":1,\"aB\":2}}");
    }

    @Test
    void shouldSendEachLineInTheFirstVersionsWords() throws Exception {
        String lines =
                "{\"recordedAt\":\"x\",\"metrics\":{\"water_level_cm\":1,\"aB\":2}}\n".repeat(2);

        var answer =
                send(
                        living,
                        "/api/v2/telemetry",
                        post(lines).setHeader("Content-Type", "application/x-ndjson"));

        assertThat(answer.body())
                .isEqualTo("POST /api/v1/telemetry " + lines.replace("recordedAt", "recorded_at"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "/telemetry/export, |{\"node_id\":1,\"metrics\":{\"a_b\":2}}|,"
                        + " |{\"nodeId\":1,\"metrics\":{\"a_b\":2}}|",
                "/audit/export, |{\"subject_id\":1,\"before\":{\"a_b\":2}}|,"
                        + " |{\"subjectId\":1,\"before\":{\"a_b\":2}}|",
                "/exports/"
                        + ID
                        + "/registry, |{\"type\":\"node\",\"value\":{\"a_b\":2}}|,"
                        + " |{\"type\":\"node\",\"value\":{\"a_b\":2}}|"
            })
    void shouldAnswerEachLineInTheSecondVersionsWords(String path, String first, String second)
            throws Exception {
        var request =
                get(first + "\\n" + first + "\\n")
                        .header("X-Type", "application/x-ndjson; charset=utf-8");

        var answer = send(living, "/api/v2" + path, request);

        assertThat(answer.body()).isEqualTo(second + "\n" + second + "\n");
    }

    @Test
    void shouldSendLargeBodiesWhole() throws Exception {
        String readings = "{\"recordedAt\":\"x\"},".repeat(50_000);

        var answer = send(living, "/api/v2/telemetry", post("{\"readings\":[" + readings + "{}]}"));

        assertThat(answer.body())
                .isEqualTo(
                        "POST /api/v1/telemetry {\"readings\":["
                                + readings.replace("recordedAt", "recorded_at")
                                + "{}]}");
    }

    @Test
    void shouldNameFieldsAtFaultAsTheCallerWroteThem() throws Exception {
        var answer =
                send(
                        living,
                        "/api/v2/nodes",
                        post("{}")
                                .setHeader("X-Type", "application/problem+json")
                                .header(
                                        "X-Answer",
                                        "{\"request_id\":\"1\",\"errors\":[{"
                                                + "\"field\":\"geometry.height_cm\",\"value\":\"a_b\"}]}"));

        assertThat(answer.body())
                .isEqualTo(
                        "{\"requestId\":\"1\",\"errors\":[{\"field\":\"geometry.heightCm\",\"value\":\"a_b\"}]}");
    }

    @Test
    void shouldLeaveTheFirstVersionAsItIsAndTellHowLongItLives() throws Exception {
        var answer = send(living, "/api/v1/nodes", get("{\"next\":null,\"a_b\":1}"));

        assertThat(answer.body()).isEqualTo("{\"next\":null,\"a_b\":1}");
        assertThat(answer.headers().firstValue("Deprecation")).isPresent();
        assertThat(answer.headers().firstValue("Sunset")).hasValue("Thu, 01 Jul 2027 00:00:00 GMT");
        assertThat(answer.headers().firstValue("Link"))
                .hasValue("</api/v2/nodes>; rel=\"successor-version\"");
        assertThat(answer.headers().firstValue("Warning")).isPresent();
    }

    @Test
    void shouldTellNothingOfTheFirstVersionToWhoAsksTheSecond() throws Exception {
        var answer = send(ended, "/api/v2/nodes", get("{}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Deprecation")).isEmpty();
        assertThat(answer.headers().firstValue("Sunset")).isEmpty();
    }

    @Test
    void shouldAnswerGoneWhenTheFirstVersionHasEnded() throws Exception {
        var answer = send(ended, "/api/v1/nodes", get("{}"));

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("version_gone", "/api/v2/nodes");
        assertThat(answer.headers().firstValue("Link")).isPresent();
    }

    @Test
    void shouldGoOnTakingReadingsAndTellingHealthWhenTheFirstVersionHasEnded() throws Exception {
        assertThat(send(ended, "/api/v1/telemetry", post("{}")).statusCode()).isEqualTo(200);
        assertThat(send(ended, "/api/v1/claims", post("{}")).statusCode()).isEqualTo(200);
        assertThat(send(ended, "/api/v1/health/live", get("{}")).statusCode()).isEqualTo(200);
        assertThat(send(ended, "/update", get("{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseWhatIsPackedSinceItCannotBeMapped() throws Exception {
        var answer =
                send(living, "/api/v2/telemetry", post("{}").header("Content-Encoding", "gzip"));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void shouldCountWhoAsksWhichVersion() throws Exception {
        double before = METERS.counter("evara.api.requests", "version", "v2").count();

        var _ = send(living, "/api/v2/nodes", get("{}"));
        var _ = send(living, "/api/v1/nodes", get("{}"));

        assertThat(METERS.counter("evara.api.requests", "version", "v2").count())
                .isEqualTo(before + 1);
    }
}
