package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=10; client_no_context_takeover",
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "x-webkit-deflate-frame, permessage-deflate"
            })
    void shouldAgreeToWhatCanBeSharedByAll(String offer) {
        headers.add("Sec-WebSocket-Extensions", offer);

        assertThat(Deflate.isOffered(headers)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "x-other,;",
                ",",
                "x-other",
                "permessage-bzip2",
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; tomorrow"
            })
    void shouldAgreeToNothingElse(String offer) {
        headers.add("Sec-WebSocket-Extensions", offer);

        assertThat(Deflate.isOffered(headers)).isFalse();
    }

    @Test
    void shouldLookAtEveryLine() {
        headers.add("Sec-WebSocket-Extensions", "x-other");
        headers.add("Sec-WebSocket-Extensions", "permessage-deflate");

        assertThat(Deflate.isOffered(headers)).isTrue();
        assertThat(Deflate.isOffered(MultiMap.caseInsensitiveMultiMap())).isFalse();
    }
}
