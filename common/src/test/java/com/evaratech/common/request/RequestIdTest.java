package com.evaratech.common.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"abcdefgh", "0af7651916cd43dd8448eb211c80319c", "a.b-c_d.1234"})
    void shouldKeepTheCallersId(String offered) {
        assertThat(RequestId.acceptOrIssue(offered)).isEqualTo(offered);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "short", "has a blank", "line\nbreak", "\"quoted\"xx", "ünicode-id"})
    void shouldIssueAnIdWhenTheCallersCannotBeLogged(@Nullable String offered) {
        assertThat(RequestId.acceptOrIssue(offered)).isNotEqualTo(offered).hasSize(36);
    }
}
