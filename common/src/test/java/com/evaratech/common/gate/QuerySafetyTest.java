package com.evaratech.common.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuerySafetyTest {

    @Test
    void shouldNameEachParameterThatNoDatabaseCanCompareWith() {
        InvalidRequest refused =
                catchThrowableOfType(
                        InvalidRequest.class,
                        () -> QuerySafety.check("tag=a%00b&limit=5&search=%00"));

        assertThat(refused.errors())
                .containsExactly(
                        FieldError.missing("tag", "text without U+0000"),
                        FieldError.missing("search", "text without U+0000"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "tag=a", "tag=%2500", "limit=5&cursor=a%20b"})
    void shouldLetOtherQueriesThrough(@org.jspecify.annotations.Nullable String query) {
        assertThatCode(() -> QuerySafety.check(query)).doesNotThrowAnyException();
    }
}
