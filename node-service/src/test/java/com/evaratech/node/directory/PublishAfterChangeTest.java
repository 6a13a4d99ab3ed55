package com.evaratech.node.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishAfterChangeTest {

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "500, false", "501, true", "10000, true"})
    void shouldHoldBackAnAnswerUnlessTheRelayHasToGoMoreThanOnce(int changes, boolean isTooMuch) {
        ManyTold answer = () -> changes;

        assertThat(PublishAfterChange.isTooMuch(answer)).isEqualTo(isTooMuch);
    }

    @Test
    void shouldHoldBackTheAnswerOfASingleChangeAndOneWithoutContent() {
        assertThat(PublishAfterChange.isTooMuch("a key")).isFalse();
        assertThat(PublishAfterChange.isTooMuch(null)).isFalse();
    }
}
