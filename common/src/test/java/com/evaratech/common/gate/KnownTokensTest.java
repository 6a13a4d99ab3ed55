package com.evaratech.common.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.gate.KnownTokens.Genuine;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownTokensTest {

    private static final int A_TURN = 5_000;

    private final KnownTokens tokens = new KnownTokens();

    @Test
    void shouldKnowWhatWasAddedAndNothingElse() {
        Genuine ann = genuine("ann");
        tokens.add("a.b.c", ann);

        assertThat(tokens.find("a.b.c")).isSameAs(ann);
        assertThat(tokens.find("a.b.d")).isNull();
    }

    @Test
    void shouldForgetWhatNobodyAskedForWhileManyOthersCame() {
        tokens.add("quiet", genuine("quiet"));
        tokens.add("busy", genuine("busy"));

        for (int other = 0; other < 3 * A_TURN; other++) {
            tokens.add("other " + other, genuine("other"));
            assertThat(tokens.find("busy")).isNotNull();
        }

        assertThat(tokens.find("quiet")).isNull();
    }

    private static Genuine genuine(String subject) {
        return new Genuine(new VerifiedToken(subject, Instant.EPOCH, Optional.empty()), null, null);
    }
}
