package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionHeadersTest {

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection",
                "Keep-Alive",
                "Proxy-Connection",
                "Proxy-Authorization",
                "te",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade"
            })
    void shouldRemoveWhatBelongsToTheConnection(String name) {
        headers.add(name, "x").add("Authorization", "Bearer t");

        ConnectionHeaders.removeFrom(headers);

        assertThat(headers.names()).containsExactly("Authorization");
    }

    @Test
    void shouldRemoveWhatTheMessageItselfNames() {
        headers.add("Connection", "close, X-Hop")
                .add("Connection", " x-other ,,")
                .add("X-Hop", "1")
                .add("X-Other", "2")
                .add("X-End", "3");

        ConnectionHeaders.removeFrom(headers);

        assertThat(headers.names()).containsExactly("X-End");
    }
}
