package com.evaratech.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    @Test
    void shouldAllowWhatIsListedAndNothingLikeIt() {
        var allowed =
                AllowedOrigins.parse("https://app.example.org, http://localhost:3000,http://[::1]");

        assertThat(allowed.contain("https://app.example.org")).isTrue();
        assertThat(allowed.contain("http://localhost:3000")).isTrue();
        assertThat(allowed.contain("http://[::1]")).isTrue();
        assertThat(allowed.contain("http://app.example.org")).isFalse();
        assertThat(allowed.contain("https://app.example.org.evil.example")).isFalse();
        assertThat(allowed.contain("null")).isFalse();
        assertThat(AllowedOrigins.parse("none").contain("https://app.example.org")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "",
                "https://app.example.org/",
                "https://APP.example.org",
                "https://*.example.org",
                "ftp://app.example.org",
                "none,https://app.example.org"
            })
    void shouldRefuseToStartWithWhatIsNoOrigin(String text) {
        assertThatThrownBy(() -> AllowedOrigins.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("EVARA_DOOR_CORS_ORIGINS");
    }
}
