package com.evaratech.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalServerOptionsTest {

    private static final String PASSWORD = "correct-horse";

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void shouldRefusePortWhenItIsNone(int port) {
        LocalServerOptions options = LocalServerOptions.of(Path.of("data"), PASSWORD);

        assertThatThrownBy(() -> options.withPort(port))
                .hasMessage("port must be 0..65535, not " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "a\"b", "a\\b", "line\nbreak", "ümlaut"})
    void shouldRefusePasswordWhenItNeedsQuoting(String password) {
        assertThatThrownBy(() -> LocalServerOptions.of(Path.of("data"), password))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\"" + password + "\"");
    }

    @Test
    void shouldRefuseRootOfFileSystemAsDataDirectory() {
        assertThatThrownBy(() -> LocalServerOptions.of(Path.of("/"), PASSWORD))
                .hasMessageContaining("dataDirectory");
    }

    @Test
    void shouldHidePasswordWhenPrinted() {
        assertThat(LocalServerOptions.of(Path.of("data"), PASSWORD))
                .asString()
                .doesNotContain(PASSWORD);
    }

    @Test
    void shouldKeepLogBesideData() {
        assertThat(LocalServerOptions.of(Path.of("/srv/data/redis"), PASSWORD).log())
                .isEqualTo(Path.of("/srv/data/redis.log"));
    }
}
