package com.evaratech.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void shouldNameTheSpanItWasReadFrom() {
        var span = Traceparent.parse(TRACE);

        assertThat(span.isRemote()).isTrue();
        assertThat(span.isSampled()).isTrue();
        assertThat(Traceparent.of(span)).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "rubbish", "00-00000000000000000000000000000000-0000000000000000-01"})
    void shouldNameNoSpanWhenThereIsNone(@Nullable String text) {
        assertThat(Traceparent.parse(text).isValid()).isFalse();
        assertThat(Traceparent.of(Traceparent.parse(text))).isNull();
    }

    @Test
    void shouldTellWhetherItClaimsToBeRecorded() {
        assertThat(Traceparent.claimsToBeRecorded(TRACE)).isTrue();
        assertThat(Traceparent.claimsToBeRecorded(TRACE.replaceFirst("01$", "00"))).isFalse();
        assertThat(Traceparent.claimsToBeRecorded("01")).isFalse();
        assertThat(Traceparent.claimsToBeRecorded(null)).isFalse();
    }

    @Test
    void shouldHaveNoneOutsideOfSpans() {
        assertThat(Traceparent.current()).isNull();
    }
}
