package com.evaratech.gateway.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.evaratech.common.problem.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CursorsTest {

    @Property
    void shouldReadBackWhatItWrote(@ForAll("places") Map<String, String> places) {
        var cursors = new Cursors(places);

        assertThat(Cursors.parse(cursors.text())).isEqualTo(cursors);
    }

    @Property
    void shouldRefuseAnyTextThatIsNotItsOwn(@ForAll String text) {
        assertThat(catchThrowable(() -> Cursors.parse(text)))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isNull(),
                        failure -> assertThat(failure).isInstanceOf(InvalidRequest.class));
    }

    @Property
    void shouldRefuseAnyJsonThatIsNotItsOwn(@ForAll("json") String json) {
        String text = Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));

        assertThat(catchThrowable(() -> Cursors.parse(text)))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isNull(),
                        failure -> assertThat(failure).isInstanceOf(InvalidRequest.class));
    }

    @Provide
    Arbitrary<Map<String, String>> places() {
        return Arbitraries.maps(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12),
                        Arbitraries.strings().ascii().ofMaxLength(60))
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> json() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "\"node-service\"",
                        ":",
                        "\"x\"",
                        ",",
                        "null",
                        "[",
                        "]",
                        "5",
                        "true",
                        "\"\\ud800\"",
                        "1e400")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }
}
