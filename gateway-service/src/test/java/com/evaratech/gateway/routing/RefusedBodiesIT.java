package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a connection whose request's body is not read, or does not come, to its end. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class RefusedBodiesIT {

    private static final String NEXT = "/api/v1/health/live";

    // More than a socket's buffers and Vert.x' queue hold of what nobody reads.
    private static final int LARGE_BYTES = 9 << 20;
    private static final int TOO_LARGE_BYTES = 11 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30); // the machine may be busy

    private static String viewer = "";
    private static String superadmin = "";

    @BeforeAll
    static void signIn() {
        viewer = TestTokens.person(Role.VIEWER, new Scope.OfDistributor(UUID.randomUUID()));
        superadmin = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/nodes, dev-bypass-1, 401",
        "POST, /api/v1/nodes, viewer, 403",
        "POST, /api/v1/nothing, viewer, 404",
        "PATCH, /api/v1/nodes, viewer, 405",
        "POST, /api/v1//nodes, viewer, 400",
    })
    void shouldAnswerTheNextRequestOnTheSameConnection(
            String method, String path, String who, int status) {
        String token = who.equals("viewer") ? viewer : who;
        for (int length : new int[] {2, LARGE_BYTES}) {
            try (KeptConnection connection = KeptConnection.open()) {
                connection.send(head(method, path, token, "Content-Length: " + length));
                connection.send("x".repeat(length));

                assertThat(connection.readAnswer()).startsWith("HTTP/1.1 " + status + " ");
                assertThat(connection.nextAnswer(NEXT)).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void shouldAnswerTheNextRequestWhenTheChunksOfTheRefusedOneComeLater() {
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send(head("POST", "/api/v1/nodes", "", "Transfer-Encoding: chunked"));
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 401 ");

            connection.send("2\r\n{}\r\n0\r\n\r\n");
            assertThat(connection.nextAnswer(NEXT)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void shouldAnswerTheNextRequestAfterABodyThatIsTooLarge() {
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send(
                    head(
                            "POST",
                            "/api/v1/nodes",
                            superadmin,
                            "Content-Length: " + TOO_LARGE_BYTES));
            connection.send("x".repeat(TOO_LARGE_BYTES));

            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 413 ");
            assertThat(connection.nextAnswer(NEXT)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void shouldEndTheConnectionWhenTheRefusedBodyDoesNotCome() {
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send(head("POST", "/api/v1/nodes", "", "Content-Length: 10"));
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 401 ");

            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void shouldEndTheConnectionOfACallerThatAsksWhetherToSendItsBody() {
        // Refused, such a caller sends no body: what comes next would be taken for it.
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send(
                    head(
                            "POST",
                            "/api/v1/nodes",
                            "",
                            "Expect: 100-continue\r\nContent-Length: 10"));

            assertThat(connection.readAnswer())
                    .startsWith("HTTP/1.1 401 ")
                    .containsIgnoringCase("connection: close");
            assertThat(connection.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000", "Transfer-Encoding: chunked"})
    void shouldEndTheRequestAtTheServiceWhenItsCallerGoesAway(String framing) {
        List<KeptConnection> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            KeptConnection connection = KeptConnection.open();
            connection.send(head("POST", "/api/v1/nodes", superadmin, framing));
            connection.send("5\r\n{\"key\r\n");
            open.add(connection);
        }
        await().atMost(PATIENCE).until(() -> reading() == open.size());

        open.forEach(KeptConnection::close);

        await().atMost(PATIENCE).until(() -> reading() == 0);
    }

    private static int reading() {
        return Integer.parseInt(
                Gateway.answerOf(EchoServices.address("node-service") + "/?do=reading"));
    }

    private static String head(String method, String path, String token, String framing) {
        return """
        %s %s HTTP/1.1\r
        Host: evara.test\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        %s\r
        \r
        """
                .formatted(method, path, token, framing);
    }
}
