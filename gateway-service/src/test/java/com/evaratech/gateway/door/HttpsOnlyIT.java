package com.evaratech.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.gateway.Impatient;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door as it is unless an operator lets devices come by HTTP. */
@QuarkusTest
@TestProfile(Impatient.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class HttpsOnlyIT {

    @BeforeEach
    void completeDirectory() {
        TestDirectory.markComplete();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /update?api_key=S3CRET&field1=1, X-Nothing: at all",
        "GET, /update?field1=1&key=S3CRET, X-Nothing: at all",
        "GET, /update.json?apikey=S3CRET, X-Nothing: at all",
        "GET, /channels/7/feeds.json?api_key=S3CRET, X-Nothing: at all",
        "HEAD, /update?api_key=S3CRET, X-Nothing: at all",
        // Devices hide their keys where they please.
        "GET, /update, X-Nothing: at all",
        "GET, /nowhere, X-ThingSpeakApiKey: S3CRET",
        "GET, /nowhere?api_key=S3CRET, X-Nothing: at all",
        "GET, /api/v1/nodes?access_token=S3CRET, X-Nothing: at all",
        "POST, /api/v1/claims, X-Claim-Token: S3CRET",
        "POST, /api/v1/telemetry, X-Device-Key: S3CRET",
    })
    void shouldRefuseWhatMayHaveBroughtASecretInTheClear(String method, String uri, String line) {
        String answer = plain(method, uri, line);

        assertThat(answer).startsWith("HTTP/1.1 403 ").doesNotContain("S3CRET");
        assertThat(answer.contains("https_only")).isEqualTo(!method.equals("HEAD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nodes?limit=1&cursor=abc", "/api/docs", "/nowhere"})
    void shouldSendWhoBroughtNoneToHttps(String uri) {
        assertThat(plain("GET", uri, "X-Nothing: at all"))
                .startsWith("HTTP/1.1 308 ")
                .containsIgnoringCase("location: https://door.test" + uri + "\r\n");
    }

    private static String plain(String method, String uri, String line) {
        return Gateway.sendRaw(
                """
                %s %s HTTP/1.1\r
                Host: door.test\r
                X-Forwarded-Proto: http\r
                %s\r
                Connection: close\r
                \r
                """
                        .formatted(method, uri, line));
    }
}
