package com.evaratech.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.gateway.routing.ServiceAnswer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptTest {

    private static final long MOST = 10_000;

    private final MultiMap headers =
            MultiMap.caseInsensitiveMultiMap()
                    .add("Content-Type", "application/json")
                    .add("X-Internal", "no");

    @Test
    void shouldBeReadAsItWasKept() {
        var kept = Kept.of(new ServiceAnswer(200, headers, Buffer.buffer("{\n\"ü\": 1}\n")), MOST);

        assertThat(Kept.parse(kept.toBytes())).contains(kept);
        assertThat(kept.headers()).containsOnlyKeys("content-type", "etag");
    }

    @Test
    void shouldHaveAsItsTagTheServicesOrOneOfItsContent() {
        var first = Kept.of(new ServiceAnswer(200, headers, Buffer.buffer("a")), MOST);
        var other = Kept.of(new ServiceAnswer(200, headers, Buffer.buffer("b")), MOST);
        headers.add("ETag", "\"7\"");
        var tagged = Kept.of(new ServiceAnswer(200, headers, Buffer.buffer("a")), MOST);

        assertThat(first.tag().text()).matches("W/\"[0-9a-f]{32}\"");
        assertThat(first.tag()).isNotEqualTo(other.tag());
        assertThat(tagged.tag().text()).isEqualTo("W/\"7\"");
    }

    @Test
    void shouldBeKeptPackedWhenItIsLong() {
        var body = Buffer.buffer("{\"a\": %s}".formatted("1".repeat(2_000)));

        var kept = Kept.of(new ServiceAnswer(200, headers, body), MOST);

        assertThat(kept.headers()).containsEntry("content-encoding", "gzip");
        assertThat(kept.body().length()).isLessThan(100);
        assertThat(Kept.parse(kept.toBytes())).contains(kept);
        assertThat(kept.unpacked().body()).isEqualTo(body);
        assertThat(kept.unpacked().headers()).containsOnlyKeys("content-type", "etag");
        assertThat(kept.unpacked().tag()).isEqualTo(kept.tag());
    }

    @Test
    void shouldBeLeftAsItCameWhenItIsTooLongToBeKept() {
        var body = Buffer.buffer("{\"a\": %s}".formatted("1".repeat((int) MOST)));

        var kept = Kept.of(new ServiceAnswer(200, headers, body), MOST);

        assertThat(kept.headers()).containsOnlyKeys("content-type", "etag");
        assertThat(kept.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({"''", "nothing", "'{\"a\": 1}'", "'[]\nx'"})
    void shouldBeNothingWhenSomethingElseIsThere(String text) {
        assertThat(Kept.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
