package com.evaratech.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.NarrowDoor;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.KeptConnection;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that hold a connection and do not get on. */
@QuarkusTest
@TestProfile(NarrowDoor.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class SlowCallersIT {

    private static final String LIVE = "/api/v1/health/live";
    private static final Duration BEAT = Duration.ofMillis(350);
    private static final Duration PATIENCE = Duration.ofSeconds(30); // the machine may be busy

    @Inject MeterRegistry metrics;

    @BeforeEach
    void completeDirectory() {
        TestDirectory.markComplete();
    }

    @Test
    void shouldEndAConnectionOnWhichNothingIsSaid() {
        var before = cut("silent");
        try (KeptConnection connection = KeptConnection.open()) {
            assertThat(connection.isEnded()).isTrue();
            assertThat(cut("silent")).isEqualTo(before + 1);
        }
    }

    @Test
    void shouldEndAConnectionOnWhichNothingMovesAnyMore() {
        try (KeptConnection connection = KeptConnection.open()) {
            assertThat(connection.nextAnswer(LIVE)).startsWith("HTTP/1.1 200 ");

            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void shouldAnswerAHeadThatComesByteByByte() {
        var before = cut("slow_head");
        try (KeptConnection connection = KeptConnection.open()) {
            trickle(connection, "GET %s HTTP/1.1\r\nX-Padding: ".formatted(LIVE), 1);

            assertTooSlow(connection, "slow_head");
            assertThat(cut("slow_head")).isEqualTo(before + 1);
        }
    }

    @Test
    void shouldAnswerASlowHeadBehindAnotherRequest() {
        try (KeptConnection connection = KeptConnection.open()) {
            assertThat(connection.nextAnswer(LIVE)).startsWith("HTTP/1.1 200 ");
            connection.send("GET %s HT".formatted(LIVE));

            assertTooSlow(connection, "slow_head");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000\r\n\r\n{\"key\"",
                "Transfer-Encoding: chunked\r\n\r\n6\r\n{\"key\"\r\n",
                "Transfer-Encoding: chunked\r\n\r\n",
                "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n"
            })
    void shouldAnswerABodyThatStands(String begun) {
        var before = cut("slow_body");
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send(head(begun));
            if (begun.contains("Expect")) {
                assertThat(connection.readHead()).startsWith("HTTP/1.1 100 ");
            }

            assertTooSlow(connection, "slow_body");
            assertThat(cut("slow_body")).isEqualTo(before + 1);
        }
    }

    @Test
    void shouldAnswerABodyThatComesByteByByte() {
        try (KeptConnection connection = KeptConnection.open()) {
            trickle(connection, head("Content-Length: 1000\r\n\r\n"), 1);

            assertTooSlow(connection, "slow_body");
        }
    }

    @Test
    void shouldAnswerABodyThatStandsAfterMostOfItCameAtOnce() {
        try (KeptConnection connection = KeptConnection.open()) {
            // At the slowest speed this would take a hundred seconds.
            connection.send(head("Content-Length: 200000\r\n\r\n") + "x".repeat(100_000));

            assertTooSlow(connection, "slow_body");
        }
    }

    @Test
    void shouldTakeABodyThatTakesLongButComes() {
        var before = cut("slow_body");
        var parts = new AtomicInteger(20);
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send(head("Content-Length: 20000\r\n\r\n"));
            await().atMost(PATIENCE)
                    .pollInterval(BEAT)
                    .until(() -> {
                        connection.send("x".repeat(1_000));
                        return parts.decrementAndGet() == 0;
                    });

            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200 ");
            assertThat(cut("slow_body")).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/9.9\r\nHost: evara.test",
                "HTTP/2.0\r\nHost: evara.test",
                "HTTP/1.1\r\nHost: evara.test\r\nHost: other.test",
                "HTTP/1.1\r\nHost: \u00ff\u00fe",
                "HTTP/1.1\r\nHost: evara\u0095.test:80",
                "HTTP/1.0\r\nHost: evara.test\r\nTransfer-Encoding: chunked"
            })
    void shouldRefuseHeadsThatServersReadDifferently(String rest) {
        var before = cut("unclear_head");
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send("GET %s %s\r\n\r\n".formatted(LIVE, rest));

            assertThat(connection.readAnswer())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("\"code\":\"unclear_head\"");
            assertThat(connection.isEnded()).isTrue();
            assertThat(cut("unclear_head")).isEqualTo(before + 1);
        }
    }

    @Test
    void shouldRefuseMoreHeaderFieldsThanAnybodyNeeds() {
        var before = cut("many_fields");
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send(
                    "GET %s HTTP/1.1\r\nHost: evara.test\r\n%s\r\n"
                            .formatted(LIVE, "X-A: b\r\n".repeat(100)));

            assertThat(connection.readAnswer())
                    .startsWith("HTTP/1.1 431 ")
                    .contains("\"code\":\"many_fields\"");
            assertThat(connection.isEnded()).isTrue();
            assertThat(cut("many_fields")).isEqualTo(before + 1);
        }
    }

    /** Begins, and sends bytes until there is an answer. */
    private static void trickle(KeptConnection connection, String begin, int bytes) {
        connection.send(begin);
        await().atMost(PATIENCE)
                .pollInterval(BEAT)
                .until(() -> {
                    try {
                        connection.send("x".repeat(bytes));
                        return connection.hasAnswer();
                    } catch (UncheckedIOException e) {
                        // It was ended between a look and the next byte.
                        return true;
                    }
                });
    }

    private static void assertTooSlow(KeptConnection connection, String code) {
        assertThat(connection.readAnswer())
                .startsWith("HTTP/1.1 408 Request timeout\r\n")
                .containsIgnoringCase("connection: close")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"code\":\"%s\"".formatted(code));
        assertThat(connection.isEnded()).isTrue();
    }

    private static String head(String rest) {
        return """
        POST /api/v1/nodes HTTP/1.1\r
        Host: evara.test\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        %s\
        """
                .formatted(TestTokens.person(Role.SUPERADMIN, new Scope.Everything()), rest);
    }

    private double cut(String reason) {
        return metrics.counter("evara.door.cut", "reason", reason).count();
    }
}
