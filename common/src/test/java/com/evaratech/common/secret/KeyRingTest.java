package com.evaratech.common.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

    private static final String OLD = "old:" + key(1);
    private static final String NEW = "new:" + key(2);
    private static final String CONTEXT = "channel of a node";

    @Property(tries = 200)
    void shouldOpenWhatItSealed(@ForAll String text, @ForAll String context) {
        var ring = KeyRing.parse(OLD);
        var whole = new String(text.getBytes(UTF_8), UTF_8);

        assertThat(ring.open(ring.seal(whole, context), context)).contains(whole);
    }

    @Test
    void shouldOpenWhatAnOldKeySealedWhileItIsInTheRing() {
        var sealed = KeyRing.parse(OLD).seal("SECRET", CONTEXT);

        assertThat(KeyRing.parse(NEW + "," + OLD).open(sealed, CONTEXT)).contains("SECRET");
        assertThat(KeyRing.parse(NEW).open(sealed, CONTEXT)).isEmpty();
    }

    @Test
    void shouldSealWithTheFirstKey() {
        var ring = KeyRing.parse(NEW + ", " + OLD);

        var sealed = ring.seal("SECRET", CONTEXT);

        assertThat(sealed).startsWith("s1.new.").startsWith(ring.currentPrefix());
        assertThat(KeyRing.parse(OLD).open(sealed, CONTEXT)).isEmpty();
    }

    @Test
    void shouldSealTheSameTextDifferentlyEachTime() {
        var ring = KeyRing.parse(NEW);

        assertThat(ring.seal("SECRET", CONTEXT))
                .isNotEqualTo(ring.seal("SECRET", CONTEXT))
                .doesNotContain("SECRET");
    }

    @Test
    void shouldNotOpenInAnotherContext() {
        var ring = KeyRing.parse(NEW);

        assertThat(ring.open(ring.seal("SECRET", CONTEXT), "channel of another node")).isEmpty();
    }

    @Test
    void shouldNotOpenWhatWasChanged() {
        var ring = KeyRing.parse(NEW);
        var sealed = ring.seal("SECRET", CONTEXT);

        for (int at = 0; at < sealed.length(); at++) {
            var other = sealed.charAt(at) == 'A' ? 'B' : 'A';
            var changed = sealed.substring(0, at) + other + sealed.substring(at + 1);
            // The last letter of base64 may have bits that mean nothing.
            if (at < sealed.length() - 1) {
                assertThat(ring.open(changed, CONTEXT)).isEmpty();
            }
        }
        assertThat(ring.open("", CONTEXT)).isEmpty();
        assertThat(ring.open("SECRET", CONTEXT)).isEmpty();
        assertThat(ring.open("s1.new.", CONTEXT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:", "a:c2hvcnQ=", "A:%s", "a:%s,a:%s", "a:%s,", "a:???"})
    void shouldRefuseWhatIsNoRingWithoutShowingIt(String form) {
        var text = form.replace("%s", key(3));

        assertThatThrownBy(() -> KeyRing.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(key(3)));
    }

    @Test
    void shouldShowNoKeyInLogs() {
        assertThat(KeyRing.parse(NEW)).hasToString("KeyRing[new]");
        assertThatThrownBy(() -> KeyRing.empty().seal("SECRET", CONTEXT))
                .isInstanceOf(IllegalStateException.class);
    }

    private static String key(long seed) {
        var bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
