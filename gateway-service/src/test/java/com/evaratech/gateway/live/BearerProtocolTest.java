package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
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

    @Property(tries = 1_000)
    void shouldNeverLeaveATokenInTheListNorMakeOneUp(
            @ForAll @Size(max = 3) List<@From("lines") String> lines, @ForAll boolean hasHeader) {
        var sent = MultiMap.caseInsensitiveMultiMap();
        lines.forEach(line -> sent.add(PROTOCOLS, line));
        if (hasHeader) {
            sent.add("Authorization", "Bearer x.y.z");
        }
        var names = names(sent);

        BearerProtocol.unpack(sent);

        var tokens = names.stream().filter(name -> name.startsWith("bearer.")).toList();
        assertThat(names(sent).stream().filter(name -> !name.isEmpty()).toList())
                .isEqualTo(
                        names.stream()
                                .filter(name -> !name.startsWith("bearer.") && !name.isEmpty())
                                .toList());
        if (hasHeader) {
            assertThat(sent.getAll("Authorization")).containsExactly("Bearer x.y.z");
        } else if (tokens.size() == 1) {
            assertThat(sent.getAll("Authorization"))
                    .containsExactly("Bearer " + tokens.getFirst().substring("bearer.".length()));
        } else {
            assertThat(sent.contains("Authorization")).isFalse();
        }
    }

    @Provide
    Arbitrary<String> lines() {
        // What else could stand in a header is cut off or refused by the server before.
        var any = Arbitraries.strings().withCharRange('!', '~').ofMaxLength(8);
        var bearers = any.map("bearer."::concat);
        return Arbitraries.oneOf(any, bearers, Arbitraries.of("evara.v1", "Bearer.a", "bearer"))
                .list()
                .ofMaxSize(4)
                .map(names -> String.join(", ", names));
    }

    private static List<String> names(MultiMap headers) {
        return headers.getAll(PROTOCOLS).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private void unpack(String protocols) {
        headers.add(PROTOCOLS, protocols);
        BearerProtocol.unpack(headers);
    }
}
