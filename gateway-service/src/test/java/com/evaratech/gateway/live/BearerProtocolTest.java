package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class BearerProtocolTest {

    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void shouldMoveTheTokenToItsHeader() {
        unpack("evara.v1, bearer.a.b.c");

        assertThat(headers.get("Authorization")).isEqualTo("Bearer a.b.c");
        assertThat(headers.get(PROTOCOLS)).isEqualTo("evara.v1");
    }

    @Test
    void shouldReadSeveralLines() {
        headers.add(PROTOCOLS, "other");
        unpack("bearer.a.b.c,evara.v1");

        assertThat(headers.get("Authorization")).isEqualTo("Bearer a.b.c");
        assertThat(headers.getAll(PROTOCOLS)).containsExactly("other, evara.v1");
    }

    @Test
    void shouldLeaveNoProtocolWhereThereIsNone() {
        unpack("bearer.a.b.c");

        assertThat(headers.contains(PROTOCOLS)).isFalse();
    }

    @Test
    void shouldLetTheHeaderGoFirst() {
        headers.add("Authorization", "Bearer x.y.z");
        unpack("evara.v1, bearer.a.b.c");

        assertThat(headers.getAll("Authorization")).containsExactly("Bearer x.y.z");
        assertThat(headers.get(PROTOCOLS)).isEqualTo("evara.v1");
    }

    @Test
    void shouldBelieveNeitherOfTwoTokens() {
        unpack("bearer.a.b.c, bearer.d.e.f");

        assertThat(headers.isEmpty()).isTrue();
    }

    @Test
    void shouldChangeNothingWithoutAToken() {
        unpack("evara.v1, other");

        assertThat(headers.contains("Authorization")).isFalse();
        assertThat(headers.get(PROTOCOLS)).isEqualTo("evara.v1, other");
    }

    private void unpack(String protocols) {
        headers.add(PROTOCOLS, protocols);
        BearerProtocol.unpack(headers);
    }
}
