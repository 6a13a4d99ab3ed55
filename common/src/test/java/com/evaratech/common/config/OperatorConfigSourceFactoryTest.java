package com.evaratech.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${LOG_LEVEL}",
                "${nothing.of.this.name}",
                "a$b",
                "a$$b",
                "a\\$b",
                "a,b",
                "a\\,b",
                "$${x:y},\\"
            })
    void shouldHandOnSecretsAsTheyAre(String awkward) {
        var environment = new HashMap<>(ENVIRONMENT);
        environment.put("DB_USER", "runner");
        environment.put("DB_PASSWORD", awkward);
        environment.put("DB_OWNER_USER", "owner");
        environment.put("DB_OWNER_PASSWORD", awkward + "2");
        environment.put(
                "SUPABASE_JWT_SECRET", "a-secret-of-thirty-two-bytes-" + awkward + "!!!!!!");
        environment.put("LOG_LEVEL", "INFO");

        var config = config("test environment", environment, true);

        assertThat(config.getValue("quarkus.datasource.password", String.class)).isEqualTo(awkward);
        assertThat(config.getValue("quarkus.flyway.password", String.class))
                .isEqualTo(awkward + "2");
        assertThat(config.getValue("evara.identity.hs256-secret", String.class))
                .isEqualTo("a-secret-of-thirty-two-bytes-" + awkward + "!!!!!!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://:a,b$c@bus:6379", "redis://:$$b,c@bus:6379"})
    void shouldHandOnTheAddressOfTheBusAsItIs(String address) {
        var environment = new HashMap<>(ENVIRONMENT);
        environment.put("REDIS_URL", address);

        var config = config("test environment", environment, true);

        assertThat(config.getValue("evara.bus.url", String.class)).isEqualTo(address);
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
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(properties, source, 300));
        return discover
                ? builder.addDiscoveredSources().build()
                : builder.withSources(new OperatorConfigSourceFactory()).build();
    }
}
