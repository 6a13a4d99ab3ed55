package com.evaratech.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The variables of limits and of signing in. */
class DoorSettingsTest {

    @Test
    void shouldSwitchLimitsOnAndOff() {
        assertThat(read(Map.of())).doesNotContainKey("evara.flags.rate-limiting");
        assertThat(read(Map.of("ENABLE_RATE_LIMITING", "false")))
                .containsEntry("evara.flags.rate-limiting", "false");
        assertRefused("ENABLE_RATE_LIMITING", "off");
    }

    @Test
    void shouldKeepWhatMayBeLostOnAServerOfItsOwnOrOnTheBus() {
        assertThat(read(Map.of()))
                .containsEntry("evara.cache.url", "redis://:b-pw@bus:6380/1")
                .containsEntry("evara.cache.largest", "64K");
        assertThat(read(Map.of("REDIS_CACHE_URL", "redis://:c-pw@cache")))
                .containsEntry("evara.cache.url", "redis://:c-pw@cache")
                .containsEntry("evara.bus.url", "redis://:b-pw@bus:6380/1")
                .doesNotContainKey("evara.cache.largest");
        assertRefused("REDIS_CACHE_URL", "http://:c-pw@cache");
    }

    @Test
    void shouldSendSignInsToTheIssuerUnlessTheyGoElsewhere() {
        assertThat(read(Map.of()))
                .containsEntry("evara.sign-in.provider", "https://id.example.org/auth/v1")
                .doesNotContainKey("evara.sign-in.key");
        assertThat(
                        read(
                                Map.of(
                                        "SUPABASE_AUTH_URL", "http://gotrue:9999",
                                        "SUPABASE_KEY", "anon")))
                .containsEntry("evara.sign-in.provider", "http://gotrue:9999")
                .containsEntry("evara.sign-in.key", "anon");
        assertRefused("SUPABASE_AUTH_URL", "gotrue");
        assertRefused("SUPABASE_AUTH_URL", "http://gotrue:9999/");
    }

    private static void assertRefused(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(EnvironmentRefused.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("c-pw");
    }

    private static Map<String, String> read(Map<String, String> more) {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "REDIS_URL", "redis://:b-pw@bus:6380/1",
                                "SUPABASE_URL", "https://id.example.org",
                                "SUPABASE_JWT_SECRET", "a-secret-of-thirty-two-bytes-or-more"));
        environment.putAll(more);
        return OperatorSettings.read(environment::get, false);
    }
}
