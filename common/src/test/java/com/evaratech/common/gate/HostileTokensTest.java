package com.evaratech.common.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.evaratech.common.problem.DependencyUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is shown as a token, it is refused or it is genuine; nothing else can happen. */
class HostileTokensTest {

    private static final String SECRET = UUID.randomUUID().toString();

    private final TokenVerifier verifier = verifier();

    private static TokenVerifier verifier() {
        var identity = new FixedIdentity(SECRET);
        return new TokenVerifier(
                identity, new SigningKeys(new KeySetSource(identity), identity, Clock.systemUTC()));
    }

    @Property
    void shouldRefuseAnyText(@ForAll String text) {
        assertThat(failureOf(text)).isInstanceOf(AccessRefused.class);
    }

    @Property
    void shouldRefuseAnyTextInThreeParts(
            @ForAll("parts") String header,
            @ForAll("parts") String payload,
            @ForAll("parts") String signature) {
        assertThat(failureOf(header + "." + payload + "." + signature))
                .isInstanceOf(AccessRefused.class);
    }

    @Property
    void shouldRefuseAnyHeader(@ForAll("headers") String header, @ForAll("claims") String claims) {
        String token = base64(header) + "." + base64(claims) + "." + base64("no signature");

        // The provider's keys cannot be had here.
        assertThat(failureOf(token))
                .isInstanceOfAny(AccessRefused.class, DependencyUnavailable.class);
    }

    @Property
    void shouldTakeOrRefuseAnyClaimsUnderAGoodSignature(@ForAll("claims") String claims)
            throws Exception {
        @Nullable Throwable failure = failureOf(signed(claims));

        if (failure != null) {
            assertThat(failure).isInstanceOf(AccessRefused.class);
        }
    }

    private @Nullable Throwable failureOf(String token) {
        return catchThrowable(() -> Answers.of(verifier.verify(token)));
    }

    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.strings()
                .withChars("eyJhbGciOiJIUzI1NiJ9-_=+/ \u00e9\u0000.{}\"")
                .ofMaxLength(24);
    }

    @Provide
    Arbitrary<String> headers() {
        return objects(
                List.of("alg", "kid", "typ", "crit", "b64", "jwk", "jku", "x5c", "cty", "zip"),
                List.of("\"HS256\"", "\"RS256\"", "\"ES256\"", "\"none\"", "\"HS512\"", "[5]"));
    }

    @Provide
    Arbitrary<String> claims() {
        return objects(
                List.of("sub", "iss", "aud", "exp", "iat", "nbf", "jti", "email", "email_verified"),
                List.of(
                        "\"" + FixedIdentity.ISSUER + "\"",
                        "\"authenticated\"",
                        "[\"authenticated\"]",
                        "[[\"authenticated\"]]",
                        "4102444800",
                        "9223372036854775807",
                        "-9223372036854775808",
                        "1.5"));
    }

    /** Objects, now and then not even that, with values of every kind under the names given. */
    private static Arbitrary<String> objects(List<String> names, List<String> likely) {
        Arbitrary<String> values =
                Arbitraries.oneOf(
                        Arbitraries.of(likely),
                        Arbitraries.of(
                                "null",
                                "true",
                                "5",
                                "-1",
                                "1e400",
                                "[]",
                                "{}",
                                "\"\"",
                                "\"x\"",
                                "\"\\ud800\"",
                                "[null]",
                                "{\"a\":1}",
                                "nonsense",
                                ""));
        Arbitrary<String> fields =
                Combinators.combine(Arbitraries.of(names), values)
                        .as((name, value) -> "\"%s\":%s".formatted(name, value));
        return fields.list()
                .ofMaxSize(7)
                .map(each -> each.stream().collect(Collectors.joining(",", "{", "}")));
    }

    private static String signed(String claims) throws Exception {
        String content = base64("{\"alg\":\"HS256\"}") + "." + base64(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
