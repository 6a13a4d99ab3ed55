package com.evaratech.gateway.packing;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers on their way out, as whoever takes them packed or not gets them. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class PackingIT {

    private static final String LONG = "/api/v1/nodes?do=long";

    private String token = "";

    @BeforeEach
    void signIn() {
        token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        TestDirectory.markComplete();
    }

    @Test
    void shouldPackForWhoTakesIt() throws IOException {
        var plain = Gateway.send(ask(LONG));

        var packed = Gateway.open(ask(LONG).header("Accept-Encoding", "gzip, deflate, br"));

        assertThat(coding(packed)).isEqualTo("gzip");
        assertThat(packed.headers().allValues("Vary")).containsExactly("Accept-Encoding");
        assertThat(packed.headers().firstValue("Content-Type")).hasValue("application/json");
        byte[] body = packed.body().readAllBytes();
        assertThat(body.length).isLessThan(plain.body().length() / 10);
        assertThat(unpacked(body)).isEqualTo(plain.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"identity", "br", "deflate", "gzip;q=0", "gzip;q=0, *", "br, gzip;q=0", ""})
    void shouldLeaveItForWhoDoesNot(String codings) {
        var plain = Gateway.send(ask(LONG).header("Accept-Encoding", codings));

        assertThat(coding(plain)).isEmpty();
        assertThat(plain.headers().allValues("Vary")).containsExactly("Accept-Encoding");
        assertThat(plain.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isEqualTo(plain.body().length());
    }

    @Test
    void shouldSayOfAHeadWhatItWouldSayOfTheAnswer() {
        var packed = Gateway.send(head(LONG).header("Accept-Encoding", "gzip"));
        var plain = Gateway.send(head(LONG));

        assertThat(coding(packed)).isEqualTo("gzip");
        assertThat(packed.headers().firstValue("Content-Length")).isEmpty();
        assertThat(coding(plain)).isEmpty();
        assertThat(plain.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isGreaterThan(Gzip.WORTH_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/health/live",
                "/api/v1/nodes?do=refuse",
                "/api/v1/nodes?do=nothing",
                "/api/v1/nodes?do=pdf",
                // Who changes a thing sends this tag back, for these very bytes.
                "/api/v1/nodes?do=tagged"
            })
    void shouldLeaveWhatIsShortOrDoesNotShrinkOrHasAStrongTag(String path) {
        var answer = Gateway.send(ask(path).header("Accept-Encoding", "gzip"));

        assertThat(coding(answer)).isEmpty();
        assertThat(answer.headers().firstValue("Vary")).isEmpty();
    }

    @Test
    void shouldLeaveWhatAChangeIsAnsweredWith() {
        // Tokens and keys, among others.
        var answer =
                Gateway.send(
                        ask(LONG)
                                .header("Accept-Encoding", "gzip")
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().length()).isGreaterThan(Gzip.WORTH_BYTES);
        assertThat(coding(answer)).isEmpty();
    }

    @Test
    void shouldNotPackASecondTime() throws IOException {
        var answer = Gateway.open(ask("/api/v1/nodes?do=packed").header("Accept-Encoding", "gzip"));

        assertThat(answer.headers().allValues("Content-Encoding")).containsExactly("gzip");
        assertThat(unpacked(answer.body().readAllBytes())).startsWith("{\"items\":[");
    }

    @Test
    void shouldPackWhatIsMappedToAnotherVersion() throws IOException {
        var answer = Gateway.open(ask("/api/v2/nodes?do=long").header("Accept-Encoding", "gzip"));

        assertThat(coding(answer)).isEqualTo("gzip");
        assertThat(unpacked(answer.body().readAllBytes()))
                .startsWith("{\"items\":[{\"locationName\":\"Tank\"}");
    }

    @Test
    void shouldHoldNothingBackOfWhatIsStillBeingMade() throws IOException {
        var answer = Gateway.open(ask("/api/v1/nodes?do=begin").header("Accept-Encoding", "gzip"));

        assertThat(coding(answer)).isEqualTo("gzip");
        try (InputStream lines = new GZIPInputStream(answer.body())) {
            byte[] first = lines.readNBytes(EchoServices.FIRST_LINE.length());
            assertThat(new String(first, StandardCharsets.UTF_8))
                    .isEqualTo(EchoServices.FIRST_LINE);
        }
    }

    @Test
    void shouldLeaveWhatAnOldClientGets() {
        String answer =
                Gateway.sendRaw(
                        """
                        GET %s HTTP/1.0\r
                        Host: gateway.test\r
                        Authorization: Bearer %s\r
                        Accept-Encoding: gzip\r
                        \r
                        """
                                .formatted(LONG, token));

        assertThat(answer).startsWith("HTTP/1.0 200 ").contains("{\"items\":[");
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("content-encoding");
    }

    private HttpRequest.Builder ask(String path) {
        return Gateway.request(path, token);
    }

    private HttpRequest.Builder head(String path) {
        return ask(path).method("HEAD", BodyPublishers.noBody());
    }

    private static String coding(HttpResponse<?> answer) {
        return String.join(", ", answer.headers().allValues("Content-Encoding"));
    }

    private static String unpacked(byte[] body) {
        return Gzip.unpack(Buffer.buffer(body)).toString();
    }
}
