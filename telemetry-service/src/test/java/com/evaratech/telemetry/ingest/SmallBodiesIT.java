package com.evaratech.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.BusSetting;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;

/** Small documents, which are answered before the resource, and as it answers. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class SmallBodiesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String READING = "{\"metrics\": {\"ph\": 7}}";
    private static final int MOST_BYTES = 4_096;
    private static final int LOOKED_AT = 1_000;

    @Inject Bus bus;
    @Inject StreamDefinition readings;
    @Inject Slipped slipped;

    private final Device device = Device.tank();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        Device.awaitTaken();
    }

    @AfterEach
    void keepData() {
        BusSetting.appendFsync("always");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                READING,
                "[{\"metrics\": {\"ph\": 7}}]",
                "[{\"metrics\": {\"ph\": 7}}, {\"metrics\": {\"ph\": 7}}]",
                "{\"recorded_at\": \"yesterday\", \"metrics\": {\"ph\": 7}}",
                "{\"metrics\": {\"ph\": 99, \"tds_ppm\": 10}}",
                "{\"metrics\": {\"ph\": NaN}}",
                "{\"metrics\": {\"é\": \"ü\"}}",
                "{\"metrics\": {\"ph\": 7}",
                "{\"metrics\": {\"ph\": 7}} {}",
                "[]",
                "7",
                "\u0000",
                ""
            })
    void shouldAnswerASmallBodyAsOneOfUnknownLength(String body) throws Exception {
        assertThat(answered(device, body)).isEqualTo(answeredByTheResource(device, body));
    }

    @Test
    void shouldRefuseADeviceOfNoNodeAsTheResourceDoes() throws Exception {
        Device nodeless = Device.withoutNode();

        assertThat(answered(nodeless, READING))
                .isEqualTo(answeredByTheResource(nodeless, READING))
                .extracting(Answered::status)
                .isEqualTo(404);
    }

    @Test
    void shouldAskADeviceToComeBackAsTheResourceDoes() throws Exception {
        BusSetting.appendFsync("everysec");
        await().atMost(PATIENCE).until(() -> device.sends(READING) == 503);

        assertThat(answered(device, READING))
                .isEqualTo(answeredByTheResource(device, READING))
                .extracting(Answered::status, Answered::retryAfter)
                .containsExactly(503, Optional.of("5"));
    }

    @ParameterizedTest
    @CsvSource({
        "Accept, application/json",
        "Content-Type, application/json;charset=UTF-8",
        "X-Request-Id, some-request",
    })
    void shouldKeepSmallBodiesFromTheResource(String header, String value) throws Exception {
        int before = slipped.count();

        assertThat(post(device, BodyPublishers.ofString(READING), Map.of(header, value)).status())
                .isEqualTo(200);
        assertThat(slipped.count()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "Idempotency-Key, 1",
        "Content-Encoding, identity",
        "Content-Type, application/json; charset=us-ascii",
    })
    void shouldLeaveToTheResourceWhatIsMoreThanASmallDocument(String header, String value)
            throws Exception {
        int before = slipped.count();

        assertThat(post(device, BodyPublishers.ofString(READING), Map.of(header, value)).status())
                .isEqualTo(200);
        assertThat(slipped.count()).isEqualTo(before + 1);
    }

    @Test
    void shouldLeaveToTheResourceWhatIsNotSmall() throws Exception {
        int before = slipped.count();

        assertThat(answered(device, filledTo(MOST_BYTES)).status()).isEqualTo(200);
        assertThat(slipped.count()).isEqualTo(before);

        assertThat(answered(device, filledTo(MOST_BYTES + 1)).status()).isEqualTo(200);
        assertThat(slipped.count()).isEqualTo(before + 1);
    }

    @Test
    void shouldKeepAReadingInTheTraceOfItsRequest() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        int before = slipped.count();

        var told =
                post(
                        device,
                        BodyPublishers.ofString(READING),
                        Map.of("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace)));

        assertThat(told.status()).isEqualTo(200);
        assertThat(slipped.count()).isEqualTo(before);
        assertThat(published())
                .singleElement()
                .extracting(Entry::traceparent, InstanceOfAssertFactories.STRING)
                .startsWith("00-" + trace + "-")
                .doesNotContain("00f067aa0ba902b7");
    }

    /** What a device is told, but for what is each request's own. */
    private record Answered(
            int status, Optional<String> type, Optional<String> retryAfter, String body) {

        static Answered of(HttpResponse<String> response) {
            String own = response.headers().firstValue("X-Request-Id").orElseThrow();
            return new Answered(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type"),
                    response.headers().firstValue("Retry-After"),
                    response.body().replace(own, "…"));
        }
    }

    /** The entries of the device's readings. */
    private List<Entry> published() {
        long number = device.node().number();
        var stream = readings.keys(readings.partitionOf(number)).stream();
        try (BusConnection connection = bus.connect()) {
            return connection
                    .call(
                            Command.of(Protocol.Command.XREVRANGE)
                                    .arg(stream)
                                    .arg("+")
                                    .arg("-")
                                    .arg("COUNT")
                                    .arg(LOOKED_AT))
                    .list()
                    .stream()
                    .map(entry ->
                            EntryCodec.decode(entry.list().getLast().list().getLast().bytes()))
                    .filter(entry -> entry.key() == number)
                    .toList();
        }
    }

    private static String filledTo(int bytes) {
        return READING + " ".repeat(bytes - READING.length());
    }

    private Answered answered(Device by, String body) throws Exception {
        return post(by, BodyPublishers.ofString(body), Map.of());
    }

    private Answered answeredByTheResource(Device by, String body) throws Exception {
        int before = slipped.count();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Answered answered =
                post(
                        by,
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
                        Map.of());
        assertThat(slipped.count()).isEqualTo(before + 1);
        return answered;
    }

    private Answered post(Device by, BodyPublisher body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/v1/telemetry"
                                                .formatted(RestAssured.port)))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header(DeviceKey.HEADER, by.key().text())
                        .POST(body);
        headers.forEach(request::setHeader);
        return Answered.of(http.send(request.build(), BodyHandlers.ofString()));
    }
}
