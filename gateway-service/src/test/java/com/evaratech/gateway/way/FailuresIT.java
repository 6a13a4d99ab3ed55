package com.evaratech.gateway.way;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.gateway.routing.KeptConnection;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller gets when something breaks that nobody thought of. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class FailuresIT {

    private static final String PATH = "/update";

    @BeforeAll
    static void publishDirectory() {
        TestDirectory.markComplete();
    }

    @ParameterizedTest
    @CsvSource({
        "throw, 500, internal",
        "fail, 500, internal",
        "status, 413, content_too_large",
    })
    void shouldAnswerWithAProblemThatTellsNothingOfTheInside(String how, int status, String code) {
        var answer = Gateway.send(Gateway.request(PATH).header(BrokenRoute.HEADER, how));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        var problem = Gateway.json(answer);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("request_id"))
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(answer.body()).doesNotContain(BrokenRoute.INSIDE, "Exception", "com.evaratech");
    }

    @Test
    void shouldCutOffAnAnswerThatHadBegun() {
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send(
                    "GET %s HTTP/1.1\r\nHost: evara.test\r\n%s: begun\r\n\r\n"
                            .formatted(PATH, BrokenRoute.HEADER));

            assertThat(connection.readToEnd())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("begun")
                    // Not ended: nobody takes it for whole.
                    .doesNotEndWith("0\r\n\r\n")
                    .doesNotContain(BrokenRoute.INSIDE);
        }
    }
}
