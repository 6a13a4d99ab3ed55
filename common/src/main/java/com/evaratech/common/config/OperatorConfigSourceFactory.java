package com.evaratech.common.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the operators' variables to the platform when a service starts. Found through {@code
 * META-INF/services}; refuses the start with {@link EnvironmentRefused} before anything is opened.
 */
public final class OperatorConfigSourceFactory implements ConfigSourceFactory {

    /** Whether the service keeps a schema and so needs the {@code DB_…} variables. */
    static final String NEEDS_DATABASE = "evara.service.needs-database";

    private static final String TEST = "test";

    // Above a service's application.properties (250), below explicit QUARKUS_… variables (300).
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (isBuild(context) || isTestLauncher(context)) {
            return List.of();
        }
        var needsDatabase = Boolean.parseBoolean(value(context, NEEDS_DATABASE));
        // Unexpanded: what an operator sets is the value, and not an expression of the platform's.
        var properties =
                Expressions.withoutExpansion(
                        () -> OperatorSettings.read(name -> value(context, name), needsDatabase));
        return List.of(new PropertiesConfigSource(properties, "operators' variables", ORDINAL));
    }

    /**
     * The build keeps what it reads as defaults of the artefact: the builder's variables would end
     * in it, passwords included. Only a build has the source of this name.
     */
    private static boolean isBuild(ConfigSourceContext context) {
        return context.getConfigSources().stream()
                .anyMatch(source -> source.getName().contains("Build system"));
    }

    /**
     * JUnit's launcher reads the configuration once in every service's tests, the plain ones
     * included, before any server has been started that a variable could name.
     */
    private static boolean isTestLauncher(ConfigSourceContext context) {
        return context.getProfiles().contains(TEST)
                && Expressions.withoutExpansion(() -> value(context, "REDIS_URL")) == null;
    }

    private static @Nullable String value(ConfigSourceContext context, String name) {
        var value = context.getValue(name);
        return value == null ? null : value.getValue();
    }
}
