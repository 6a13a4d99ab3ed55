package com.evaratech.kubernetes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The defaults that {@code docs/operations/configuration.md} tells are those of the sources. */
class ConfigurationDefaultsTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]*)` \\|(.*)\\|$");
    private static final Pattern EXPRESSION =
            Pattern.compile("(?m)^[^#\\n]*\\$\\{([A-Z][A-Z0-9_]*):([^}]+)}");

    /** What a default says that is no value: nothing, or what it follows from. */
    private static final Set<String> IN_WORDS =
            Set.of(
                    "required",
                    "user of DATABASE_URL",
                    "password of DATABASE_URL",
                    "the runtime role",
                    "password of the runtime role",
                    "REDIS_URL",
                    "tokens of one alone",
                    "SUPABASE_URL with /auth/v1",
                    "none is sent",
                    "not sent",
                    "nobody",
                    "the pod's name in Kubernetes",
                    "nothing is packed",
                    "all interfaces",
                    "no TLS",
                    "no private channels, no alert routes",
                    "no mail",
                    "none");

    @Test
    void shouldTellWhatExpressionsFallBackTo() throws IOException {
        Map<String, String> read = expressions();

        assertThat(read).hasSizeGreaterThan(7);
        assertThat(documented()).containsAllEntriesOf(read);
    }

    /** The value is the one group of the pattern, without what sets thousands apart. */
    @ParameterizedTest
    @CsvSource({
        "DB_POOL_SIZE, common/**/DatabaseSettings.java, 'DEFAULT_POOL = \"(\\d+)\"'",
        "REDIS_DURABILITY, common/**/ReadingsLimits.java,"
                + " 'bus.durability-checked\", defaultValue = \"(true)\"'",
        "REDIS_REPLICAS, common/**/ReadingsLimits.java,"
                + " 'bus.replicas\", defaultValue = \"(\\d+)\"'",
        "OTEL_TRACES_SAMPLER_ARG, common/**/OperatorSettings.java, 'TRACED_SHARE = \"([\\d.]+)\"'",
        "EXPORT_DAYS, node-service/**/ExportDays.java, 'DEFAULT = \"(\\d+)\"'",
        "READINGS_DAYS, telemetry-service/**/KeptDays.java, 'FEWEST = ([\\d_]+)'",
        "QUARTERS_DAYS, telemetry-service/**/KeptDays.java, 'DEFAULT_QUARTERS = ([\\d_]+)'",
        "ENABLE_MQTT, telemetry-service/**/MqttSettings.java, 'parseSwitch\\).orElse\\((\\w+)\\)'",
        "MQTT_PORT, telemetry-service/**/MqttSettings.java, 'parsePort\\).orElse\\((\\d+)\\)'",
        "THINGSPEAK_URL, thingspeak-poller/**/HostSettings.java, 'DEFAULT_URL = \"([^\"]+)\"'",
        "THINGSPEAK_RATE_LIMIT, thingspeak-poller/**/HostSettings.java,"
                + " 'DEFAULT_RATE = \"(\\d+)\"'",
        "THINGSPEAK_ALLOW_PRIVATE, thingspeak-poller/**/HostSettings.java,"
                + " 'isTrue\\).orElse\\((\\w+)\\)'",
        "ENABLE_RATE_LIMITING, gateway-service/**/FlagsConfig.java,"
                + " 'WithDefault\\(\"(\\w+)\"\\)\\s+boolean rateLimiting'",
        "ENABLE_WEBSOCKETS, gateway-service/**/FlagsConfig.java,"
                + " 'WithDefault\\(\"(\\w+)\"\\)\\s+boolean websockets'",
        "QUARKUS_HTTP_PORT, common/**/microprofile-config.properties,"
                + " 'quarkus.http.port=(\\d+)'",
        "QUARKUS_MANAGEMENT_PORT, common/**/microprofile-config.properties,"
                + " 'quarkus.management.port=(\\d+)'",
    })
    void shouldTellWhatTheCodeFallsBackTo(String variable, String file, Pattern value)
            throws IOException {
        Matcher found = value.matcher(Files.readString(source(file)));

        assertThat(found.find()).describedAs("%s in %s", value, file).isTrue();
        String said = documented().get(variable);
        String meant =
                switch (variable) {
                    case "REDIS_DURABILITY" -> "checked";
                    case "OTEL_TRACES_SAMPLER_ARG" ->
                            found.group(1) + " where traces are sent, else 0";
                    default -> found.group(1).replace("_", "");
                };
        assertThat(said).isEqualTo(meant);
    }

    /** So that a new variable with a default gets a row above. */
    @Test
    void shouldCompareEveryDefaultThatIsAValue() throws Exception {
        Set<String> compared = new TreeSet<>(expressions().keySet());
        CsvSource rows =
                requireNonNull(
                        getClass()
                                .getDeclaredMethod(
                                        "shouldTellWhatTheCodeFallsBackTo",
                                        String.class,
                                        String.class,
                                        Pattern.class)
                                .getAnnotation(CsvSource.class));
        for (String row : rows.value()) {
            compared.add(row.substring(0, row.indexOf(',')));
        }
        // The platform's own, when nothing is said.
        compared.addAll(
                Set.of(
                        "ENVIRONMENT",
                        "LOG_LEVEL",
                        "QUARKUS_FLYWAY_MIGRATE_AT_START",
                        "QUARKUS_INIT_AND_EXIT"));

        Map<String, String> values = documented();
        values.values().removeIf(IN_WORDS::contains);

        assertThat(compared).containsAll(values.keySet());
    }

    private static Map<String, String> expressions() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String service : ServiceManifest.SERVICES) {
            Path file = ROOT.resolve(service).resolve("src/main/resources/application.properties");
            EXPRESSION
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(it -> found.put(it.group(1), it.group(2)));
        }
        return found;
    }

    /** The default of each variable but the platform properties, which have a test of their own. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        ROW.matcher(Files.readString(ROOT.resolve("docs/operations/configuration.md")))
                .results()
                .filter(it -> !it.group(1).startsWith("EVARA_"))
                .forEach(it -> {
                    List<String> cells = List.of(it.group(2).split("\\|", -1));
                    // With a column of services in front, one of what is allowed stands behind.
                    int last = cells.size() - 1;
                    String cell = cells.get(last == 3 ? 2 : last);
                    defaults.put(it.group(1), cell.strip().replace("`", ""));
                });
        return defaults;
    }

    private static Path source(String pattern) throws IOException {
        String module = pattern.substring(0, pattern.indexOf('/'));
        String name = pattern.substring(pattern.lastIndexOf('/') + 1);
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
            return files.filter(it -> it.endsWith(name)).findFirst().orElseThrow();
        }
    }
}
