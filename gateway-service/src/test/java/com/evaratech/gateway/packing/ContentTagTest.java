package com.evaratech.gateway.packing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTagTest {

    @Test
    void shouldBeWeakAndOneForEachContent() {
        var tag = ContentTag.of(Buffer.buffer("a"));

        assertThat(tag.text()).matches("W/\"[0-9a-f]{32}\"");
        assertThat(tag).isEqualTo(ContentTag.of(Buffer.buffer("a")));
        assertThat(tag).isNotEqualTo(ContentTag.of(Buffer.buffer("b")));
        assertThat(ContentTag.of("\"7\"")).isEqualTo(ContentTag.of("W/\"7\""));
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
    void shouldKnowWhoHasTheContent(String tags, boolean has) {
        var request = MultiMap.caseInsensitiveMultiMap().add("If-None-Match", tags);

        assertThat(ContentTag.of("\"7\"").isAmong(request)).isEqualTo(has);
    }
}
