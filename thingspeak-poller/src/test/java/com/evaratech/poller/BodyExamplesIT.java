package com.evaratech.poller;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.example.BodyExample;
import com.evaratech.local.testing.example.BodyExamples;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API's document shows to be sent is accepted, of every operation on polled channels. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class BodyExamplesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestChannel channel = TestChannel.tank().withInterval(3_600);
    private final String token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    private String readKey = "";

    static Stream<BodyExample> examples() {
        return BodyExamples.of("thingspeak-poller");
    }

    @BeforeEach
    void poll() {
        readKey = ThingSpeak.createPrivate(channel.id());
        channel.withKey(readKey).publish();
        await().atMost(PATIENCE)
                .until(() ->
                        given().bearer(token).get("/api/v1/channels/" + node()).statusCode()
                                == 200);
    }

    @AfterEach
    void endPolling() {
        channel.remove();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void shouldAcceptWhatTheDocumentShows(BodyExample example) {
        var path = example.route().template().replace("{id}", node().toString());

        var answer =
                given().bearer(token)
                        .contentType(example.mediaType())
                        .body(example.with(own(example)).getBytes(StandardCharsets.UTF_8))
                        .request(example.route().method(), path);

        assertThat(answer.statusCode())
                .as(answer.asString())
                .matches(example::isPromised, "a success that the document tells");
    }

    private Map<String, ?> own(BodyExample example) {
        return switch (example.route().toString()) {
            case "POST /api/v1/nodes/{id}/channel/preview" ->
                    Map.of("channel_id", channel.id(), "read_api_key", readKey);
            case "PUT /api/v1/channels/{id}/history" -> Map.of();
            default -> throw new IllegalArgumentException("nobody sends " + example);
        };
    }

    private UUID node() {
        return channel.node().id();
    }
}
