package com.evaratech.common.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    private final QueryParameters parameters = new QueryParameters();

    @Test
    void shouldReadWhatIsThereAndLeaveOpenWhatIsNot() {
        UUID id = UUID.randomUUID();

        assertThat(parameters.id("community", id.toString())).isEqualTo(id);
        assertThat(parameters.id("community", null)).isNull();
        assertThat(parameters.flag("enabled", "false")).isFalse();
        assertThat(parameters.flag("enabled", null)).isNull();
        parameters.throwIfRefused();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T06:30:00Z",
                "2026-01-31T12:00:00+05:30",
                "2026-01-31T12:00:00 05:30"
            })
    void shouldReadATimeWhoseOffsetLostItsPlusSign(String text) {
        assertThat(parameters.time("at", text)).isEqualTo("2026-01-31T06:30:00Z");
        parameters.throwIfRefused();
    }

    @Test
    void shouldNameEveryParameterThatCannotBeUnderstood() {
        assertThat(parameters.id("community", "here")).isNull();
        assertThat(parameters.flag("enabled", "yes")).isNull();
        assertThat(parameters.time("at", "noon")).isNull();

        assertThatThrownBy(parameters::throwIfRefused)
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidRequest.class))
                .extracting(InvalidRequest::errors, InstanceOfAssertFactories.LIST)
                .containsExactly(
                        FieldError.of("community", "here", "a UUID"),
                        FieldError.of("enabled", "yes", "true, false"),
                        FieldError.of(
                                "at", "noon", "a time with its offset, like 2026-01-31T06:30:00Z"));
    }
}
