package com.evaratech.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API's document and its pages, as whoever comes gets them. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class DocumentsIT {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @ParameterizedTest
    @CsvSource({"'', /api/v1/nodes", "?version=v1, /api/v1/nodes", "?version=v2, /api/v2/nodes"})
    void shouldGiveTheDocumentOfAVersion(String query, String path) {
        var answer = Gateway.send(Gateway.request("/api/openapi.json" + query));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonObject document = Gateway.json(answer);
        assertThat(document.getString("openapi")).isEqualTo("3.1.0");
        assertThat(document.getJsonObject("paths").containsKey(path)).isTrue();
    }

    @Test
    void shouldGiveTheDocumentAsYaml() {
        var answer = Gateway.send(Gateway.request("/api/openapi.yaml"));

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(answer.body()).startsWith("openapi: \"3.1.0\"");
    }

    @Test
    void shouldSayWhichVersionsThereAre() {
        var answer = Gateway.send(Gateway.request("/api/openapi.json?version=v3"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"version\"", "v1, v2");
    }

    @Test
    void shouldGiveNothingAnewToWhoHasIt() {
        String tag =
                Gateway.send(Gateway.request("/api/openapi.json"))
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow();

        var answer =
                Gateway.send(
                        Gateway.request("/api/openapi.json")
                                .header("If-None-Match", "\"other\", " + tag));

        assertThat(tag).startsWith("W/");
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void shouldAllowAPageThatIsKeptWhatItNeeds() {
        var page = Gateway.send(Gateway.request("/api/docs"));
        String tag = page.headers().firstValue("ETag").orElseThrow();

        var again = Gateway.send(Gateway.request("/api/docs").header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().allValues("Content-Security-Policy"))
                .isEqualTo(page.headers().allValues("Content-Security-Policy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, br", "br;q=1.0, GZIP;q=0.8", "*"})
    void shouldPackWhatIsLargeForWhoTakesIt(String codings) {
        var packed =
                Gateway.send(
                        Gateway.request("/api/docs/swagger-ui-bundle.js")
                                .header("Accept-Encoding", codings)
                                .method("HEAD", BodyPublishers.noBody()));

        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isBetween(100_000L, 800_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/docs", "/api/redoc"})
    void shouldShowItByPagesThatBringAllTheyNeed(String path) {
        var page = Gateway.send(Gateway.request(path));

        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        List<String> references =
                REFERENCE.matcher(page.body()).results().map(it -> it.group(1)).toList();
        assertThat(references).isNotEmpty();
        for (String reference : references) {
            if (!reference.startsWith("data:")) {
                assertThat(reference).startsWith(path + "/");
                assertThat(Gateway.send(Gateway.request(reference)).statusCode()).isEqualTo(200);
            }
        }
        assertThat(page.body()).doesNotContain("http:", "https:", "<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/docs", "/api/redoc"})
    void shouldLetItsPagesReachTheGatewayAlone(String path) {
        String policy =
                Gateway.send(Gateway.request(path))
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow();

        assertThat(policy).startsWith("default-src 'none';").doesNotContain("//", "*", "https");
        assertThat(
                        Pattern.compile("[a-z-]+-src ([^;]*)")
                                .matcher(policy)
                                .results()
                                .map(MatchResult::group))
                .allMatch(source ->
                        source.matches(
                                "[a-z-]+-src( ('none'|'self'|'unsafe-inline'|data:|blob:))+"));
        assertThat(policy).doesNotContain("script-src 'self' 'unsafe-inline'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/docs/docs.js", "/api/redoc/redoc.js"})
    void shouldAskForTheDocumentHere(String script) {
        assertThat(Gateway.send(Gateway.request(script)).body())
                .contains("/api/openapi.json")
                .doesNotContain("http:", "https:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/docs/swagger-ui-bundle.js", "/api/redoc/redoc.standalone.js"})
    void shouldShowNoPictureOfAnotherHost(String script) {
        assertThat(Gateway.send(Gateway.request(script)).body())
                .doesNotContainPattern("src\\s*[:=]\\s*[\"'`]https?:");
    }

    @Test
    void shouldGiveNothingElse() {
        assertThat(Gateway.send(Gateway.request("/api/docs/swagger-ui.js")).statusCode())
                .isEqualTo(404);
        assertThat(Gateway.send(Gateway.request("/api/redoc/docs.js")).statusCode()).isEqualTo(404);
    }
}
