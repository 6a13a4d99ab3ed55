package com.evaratech.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorConfigSourceFactoryTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "evara.service.needs-database", "true",
                    "DATABASE_URL", "postgresql://u:p@db/water",
                    "REDIS_URL", "redis://bus:6379",
                    "SUPABASE_URL", "https://id.example.org",
                    "SUPABASE_JWT_SECRET", "a-secret-of-thirty-two-bytes-or-more");

    @Test
    void shouldBeFoundByThePlatform() {
        var config = config("test environment", ENVIRONMENT, true);

        assertThat(config.getValue("quarkus.datasource.username", String.class)).isEqualTo("u");
    }

    @Test
    void shouldGiveWayToExplicitSetting() {
        var explicit = new HashMap<>(ENVIRONMENT);
        explicit.put("evara.bus.url", "redis://elsewhere");

        assertThat(
                        config("test environment", explicit, false)
                                .getValue("evara.bus.url", String.class))
                .isEqualTo("redis://elsewhere");
    }

    @Test
    void shouldKeepBuildersVariablesOutOfTheBuild() {
        var config = config("PropertiesConfigSource[source=Build system]", ENVIRONMENT, false);

        assertThat(config.getOptionalValue("quarkus.datasource.password", String.class)).isEmpty();
    }

    @Test
    void shouldRefuseStartWhenVariableIsMissing() {
        var incomplete = new HashMap<>(ENVIRONMENT);
        incomplete.remove("REDIS_URL");

        assertThatThrownBy(() -> config("test environment", incomplete, false))
                .isInstanceOf(EnvironmentRefused.class)
                .hasMessage("REDIS_URL is missing: set it to " + WebAddress.REDIS_FORM);
    }

    @Test
    void shouldLeaveTestLauncherAloneUntilServersAreThere() {
        var config =
                new SmallRyeConfigBuilder()
                        .withProfile("test")
                        .withSources(new OperatorConfigSourceFactory())
                        .build();

        assertThat(config.getOptionalValue("evara.bus.url", String.class)).isEmpty();
    }

    private static SmallRyeConfig config(
            String source, Map<String, String> properties, boolean discover) {
        var builder =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(properties, source, 300));
        return discover
                ? builder.addDiscoveredSources().build()
                : builder.withSources(new OperatorConfigSourceFactory()).build();
    }
}
