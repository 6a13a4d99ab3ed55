package com.evaratech.gateway.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipTest {

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "GZIP, true",
        "x-gzip, true",
        "'br, gzip', true",
        "'deflate, gzip;q=0.001', true",
        "'gzip ; q=1.0', true",
        "*, true",
        "'br, *;q=0.1', true",
        "'gzip;q=0', false",
        "'gzip;q=0.000, *', false",
        "'identity;q=1, *;q=0', false",
        "'gzip, *;q=0', true",
        "identity, false",
        "br, false",
        "'', false"
    })
    void shouldKnowWhoTakesIt(String codings, boolean takes) {
        headers.add("Accept-Encoding", codings);

        assertThat(Gzip.isTakenBy(headers)).isEqualTo(takes);
    }

    @Test
    void shouldReadAllLinesOfARequest() {
        assertThat(Gzip.isTakenBy(headers)).isFalse();
        headers.add("Accept-Encoding", "br").add("Accept-Encoding", "gzip");

        assertThat(Gzip.isTakenBy(headers)).isTrue();
    }

    @Test
    void shouldTellOfOtherFormsBesideWhatElseTheAnswerDependsOn() {
        headers.add("Vary", "Origin");

        Gzip.tellForms(headers);
        Gzip.tellForms(headers);

        assertThat(headers.getAll("Vary")).containsExactly("Origin", "Accept-Encoding");
    }

    @Test
    void shouldUnpackWhatItPacked() {
        Buffer body = Buffer.buffer("ü".repeat(100_000));

        assertThat(Gzip.pack(body).length()).isLessThan(1_000);
        assertThat(Gzip.unpack(Gzip.pack(body))).isEqualTo(body);
        assertThatThrownBy(() -> Gzip.unpack(body)).isInstanceOf(UncheckedIOException.class);
    }
}
