package com.evaratech.common.precondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", " \"3\" ", "\"2\", \"3\"", "\"3\",\"4\"", "*"})
    void shouldLetAChangeOfTheVersionThatWasSeenThrough(String header) {
        assertThatCode(() -> IfMatch.of(header).checkChange("3")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "\"33\"", "W/\"3\"", "\"\"", "\"2\", \"4\""})
    void shouldRefuseAChangeOfAnotherVersion(String header) {
        var refused =
                catchThrowableOfType(
                        PreconditionRefused.class, () -> IfMatch.of(header).checkChange("3"));

        assertThat(refused.status()).isEqualTo(Status.PRECONDITION_FAILED);
        assertThat(refused.detail()).contains("\"3\"");
    }

    @Test
    void shouldAskForTheVersionWhenItIsNotGiven() {
        var refused =
                catchThrowableOfType(
                        PreconditionRefused.class, () -> IfMatch.of(null).checkChange("3"));

        assertThat(refused.status()).isEqualTo(Status.PRECONDITION_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*"})
    void shouldCreateNothingForACallerThatBelievesItExists(String header) {
        var refused =
                catchThrowableOfType(
                        PreconditionRefused.class, () -> IfMatch.of(header).checkCreation());

        assertThat(refused.status()).isEqualTo(Status.PRECONDITION_FAILED);
        assertThatCode(() -> IfMatch.of(null).checkCreation()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "", "\"3", "\"3\" \"4\"", "w/\"3\"", "*, \"3\"", "\"3\"x"})
    void shouldRefuseWhatIsNoTag(String header) {
        assertThatThrownBy(() -> IfMatch.of(header)).isInstanceOf(InvalidRequest.class);
    }
}
