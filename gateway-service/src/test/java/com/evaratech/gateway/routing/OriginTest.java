package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.MultiMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    private static final TrustedProxies OURS =
            new TrustedProxies(List.of("10.0.0.0/8", " fd00::/8", "192.0.2.7"));

    @ParameterizedTest
    @CsvSource({
        // A stranger's own words.
        "198.51.100.9, '203.0.113.66', https, 198.51.100.9, http",
        "192.0.2.8, '203.0.113.66', https, 192.0.2.8, http",
        // One proxy of ours, with and without something made up before what it appended.
        "10.1.2.3, '203.0.113.66', https, 203.0.113.66, https",
        "10.1.2.3, '1.1.1.1, 203.0.113.66', https, 203.0.113.66, https",
        "192.0.2.7, '203.0.113.66', https, 203.0.113.66, https",
        "fd00:0:0:0:0:0:0:1, '2001:db8:0:0:0:0:0:9', https, 2001:db8:0:0:0:0:0:9, https",
        // Two in a row.
        "10.1.2.3, '1.1.1.1, 203.0.113.66, 10.9.9.9', https, 203.0.113.66, https",
        // What is no address ends the chain, and so does a chain of ours alone.
        "10.1.2.3, '203.0.113.66, unknown', https, 10.1.2.3, https",
        "10.1.2.3, '10.4.4.4', https, 10.4.4.4, https",
        // The proxy says nothing, or nonsense.
        "10.1.2.3, , , 10.1.2.3, http",
        "10.1.2.3, '203.0.113.66', 'https, HTTP', 203.0.113.66, http",
        "10.1.2.3, '203.0.113.66', gopher, 203.0.113.66, http",
    })
    void shouldBelieveOnlyOurOwnProxies(
            String peer,
            @org.jspecify.annotations.Nullable String forwardedFor,
            @org.jspecify.annotations.Nullable String forwardedProto,
            String address,
            String scheme) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (forwardedFor != null) {
            headers.set("x-forwarded-for", forwardedFor);
        }
        if (forwardedProto != null) {
            headers.set("x-forwarded-proto", forwardedProto);
        }

        assertThat(Origin.of(peer, "http", headers, OURS)).isEqualTo(new Origin(address, scheme));
    }

    @Test
    void shouldReadAChainThatIsSpreadOverSeveralHeaders() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap()
                        .add("X-Forwarded-For", "1.1.1.1")
                        .add("X-Forwarded-For", "203.0.113.66, 10.2.2.2");

        assertThat(Origin.of("10.1.2.3", "http", headers, OURS).address())
                .isEqualTo("203.0.113.66");
    }

    @Test
    void shouldReplaceWhatTheHeadersSay() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap()
                        .add("X-Forwarded-For", "1.1.1.1")
                        .add("x-forwarded-for", "2.2.2.2")
                        .add("X-FORWARDED-PORT", "1")
                        .add("Forwarded", "for=1.1.1.1")
                        .add("X-Real-Ip", "1.1.1.1")
                        .add("Accept", "text/plain");

        new Origin("203.0.113.66", "https").replaceIn(headers);

        assertThat(headers.entries())
                .extracting(header -> header.getKey() + ": " + header.getValue())
                .containsExactlyInAnyOrder(
                        "X-Forwarded-For: 203.0.113.66",
                        "X-Forwarded-Proto: https",
                        "Accept: text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.org", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", ""})
    void shouldRefuseWhatIsNoRange(String range) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(range)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("TRUSTED_PROXIES holds " + range);
    }

    /** An address that is no name, whatever a stranger or a proxy writes. */
    @Property
    void shouldKnowAnAddressWhateverIsWritten(@ForAll("chains") String chain) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("x-forwarded-for", chain);

        Origin origin = Origin.of("10.1.2.3", "http", headers, OURS);

        assertThat(AddressRange.address(origin.address())).isPresent();
        assertThat(Origin.of("198.51.100.9", "http", headers, OURS).address())
                .isEqualTo("198.51.100.9");
    }

    @Provide
    Arbitrary<String> chains() {
        Arbitrary<String> parts =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "10.9.9.9",
                                "203.0.113.66",
                                "fe80::1%eth0",
                                "[::1]",
                                "::",
                                "1",
                                "0x7f.1",
                                "010.1.1.1",
                                "::ffff:10.1.2.3",
                                "localhost",
                                "\"203.0.113.66:80\"",
                                ""),
                        Arbitraries.strings().ofMaxLength(12));
        return parts.list().ofMaxSize(5).map(each -> String.join(",", each));
    }
}
