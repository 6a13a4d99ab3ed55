package com.evaratech.common.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.problem.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @Test
    void shouldBeAbsentWithoutHeader() {
        assertThat(IdempotencyKey.of(null)).isEmpty();
    }

    @Test
    void shouldTakeWhatClientsCommonlySend() {
        assertThat(IdempotencyKey.of("8e03978e-40d5-43e8-bc93-6894a57f9324"))
                .contains(new IdempotencyKey("8e03978e-40d5-43e8-bc93-6894a57f9324"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "schlüssel", "a\tb"})
    void shouldRefuseWhatNoDatabaseAndNoLogShouldSee(String header) {
        assertThatThrownBy(() -> IdempotencyKey.of(header)).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        assertThat(IdempotencyKey.of("k".repeat(255))).isPresent();
        assertThatThrownBy(() -> IdempotencyKey.of("k".repeat(256)))
                .isInstanceOf(InvalidRequest.class);
    }
}
