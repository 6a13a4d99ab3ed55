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

    private final MultiMap headers =
            MultiMap.caseInsensitiveMultiMap()
                    .add("Content-Type", "application/json")
                    .add("X-Internal", "no");

    @Test
    void shouldBeReadAsItWasKept() {
        var kept = Kept.of(new ServiceAnswer(200, headers, Buffer.buffer("{\n\"ü\": 1}\n")));

        assertThat(Kept.parse(kept.toBytes())).contains(kept);
        assertThat(kept.headers()).containsOnlyKeys("content-type", "etag");
    }

    @Test
    void shouldHaveAsItsTagTheServicesOrOneOfItsContent() {
        var first = Kept.of(new ServiceAnswer(200, headers, Buffer.buffer("a")));
        var other = Kept.of(new ServiceAnswer(200, headers, Buffer.buffer("b")));
        headers.add("ETag", "\"7\"");
        var tagged = Kept.of(new ServiceAnswer(200, headers, Buffer.buffer("a")));

        assertThat(first.tag()).matches("\"[0-9a-f]{32}\"").isNotEqualTo(other.tag());
        assertThat(tagged.tag()).isEqualTo("\"7\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|\"7\"|, true",
                "|W/\"7\"|, true",
                "|\"6\", \"7\"|, true",
                "*, true",
                "|\"77\"|, false",
                "7, false"
            })
    void shouldKnowWhoHasIt(String tags, boolean has) {
        headers.add("ETag", "\"7\"");
        var kept = Kept.of(new ServiceAnswer(200, headers, Buffer.buffer("a")));

        var request = MultiMap.caseInsensitiveMultiMap().add("If-None-Match", tags);
        assertThat(kept.isAmong(request)).isEqualTo(has);
    }

    @ParameterizedTest
    @CsvSource({"''", "nothing", "'{\"a\": 1}'", "'[]\nx'"})
    void shouldBeNothingWhenSomethingElseIsThere(String text) {
        assertThat(Kept.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
