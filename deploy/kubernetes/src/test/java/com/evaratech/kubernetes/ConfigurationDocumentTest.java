package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/operations/configuration.md} against what the services' sources read. */
class ConfigurationDocumentTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path DOCUMENT = ROOT.resolve("docs/operations/configuration.md");
    private static final Path GATEWAY =
            ROOT.resolve("gateway-service/src/main/java/com/evaratech/gateway");
    private static final Path TELEMETRY =
            ROOT.resolve("telemetry-service/src/main/java/com/evaratech/telemetry");
    private static final Map<String, Path> LIMITS =
            Map.ofEntries(
                    Map.entry("EVARA_ROUTING_", GATEWAY.resolve("routing/RoutingConfig.java")),
                    Map.entry("EVARA_LIMITS_", GATEWAY.resolve("limit/LimitsConfig.java")),
                    Map.entry("EVARA_SIGN_IN_", GATEWAY.resolve("signin/SignInConfig.java")),
                    Map.entry("EVARA_DOOR_", GATEWAY.resolve("door/DoorConfig.java")),
                    Map.entry("EVARA_CACHE_", GATEWAY.resolve("cache/CacheConfig.java")),
                    Map.entry("EVARA_LIVE_", GATEWAY.resolve("live/LiveConfig.java")),
                    Map.entry(
                            "EVARA_DELIVERIES_",
                            ROOT.resolve(
                                    "alert-service/src/main/java/com/evaratech/alert/deliveries/DeliveryConfig.java")),
                    Map.entry(
                            "EVARA_ALERTS_",
                            ROOT.resolve(
                                    "alert-service/src/main/java/com/evaratech/alert/alerts/AlertConfig.java")),
                    Map.entry(
                            "EVARA_DRY_RUNS_",
                            ROOT.resolve(
                                    "alert-service/src/main/java/com/evaratech/alert/trial/TrialConfig.java")),
                    Map.entry("EVARA_INGESTION_", TELEMETRY.resolve("ingest/IngestConfig.java")),
                    Map.entry("EVARA_IMPORTS_", TELEMETRY.resolve("history/ImportConfig.java")),
                    Map.entry("EVARA_MQTT_", TELEMETRY.resolve("mqtt/MqttConfig.java")));

    // In Java a variable is a literal in capitals; in settings it stands in an expression.
    private static final Pattern READ =
            Pattern.compile(
                    "\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"|VARIABLE = \"([A-Z]+)\""
                            + "|\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]*)` \\|.*$");
    private static final Pattern LIMIT =
            Pattern.compile(
                    "@WithDefault\\(\"([^\"]+)\"\\)\\s+(?:@\\w+\\([^)]*\\)\\s+)*\\w+"
                            + " (\\w+)\\(\\);");

    private static final Pattern SECRET =
            Pattern.compile(
                    "(DB|DB_OWNER)_USER|REDIS(_CACHE)?_URL"
                            + "|\\w+_(SECRET|SECRET_PREVIOUS|KEY_RING|KEY|PASSWORD)");

    @Test
    void shouldNameExactlyTheVariablesThatAreRead() throws IOException {
        Set<String> read = new TreeSet<>();
        for (Path file : mainSources()) {
            READ.matcher(Files.readString(file)).results().map(this::anyGroup).forEach(read::add);
        }
        // The platforms set or read their own, and ours are compared below.
        read.removeIf(name -> name.matches("(QUARKUS|KUBERNETES|EVARA)_.*"));

        assertThat(read).hasSizeGreaterThan(10);
        assertThat(documented("QUARKUS_", "EVARA_")).containsExactlyElementsOf(read);
    }

    @Test
    void shouldGiveTheLimitsWithTheirDefaults() throws IOException {
        Map<String, String> limits = new TreeMap<>();
        for (var file : LIMITS.entrySet()) {
            LIMIT.matcher(Files.readString(file.getValue()))
                    .results()
                    .forEach(it -> limits.put(variable(file.getKey(), it.group(2)), it.group(1)));
        }
        LIMIT.matcher(Files.readString(GATEWAY.resolve("versions/VersionsConfig.java")))
                .results()
                .forEach(
                        it -> limits.put(variable("EVARA_VERSIONS_V1_", it.group(2)), it.group(1)));

        Map<String, String> documented = new TreeMap<>();
        ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .filter(row -> row.group(1).startsWith("EVARA_"))
                .forEach(row -> documented.put(row.group(1), lastCell(row.group())));

        assertThat(limits).hasSize(55);
        assertThat(documented).isEqualTo(limits);
    }

    @Test
    void shouldHaveEverySecretAmongThoseThatAreMade() throws IOException {
        String script = Files.readString(Path.of("kustomize", "make-secrets.sh"));

        assertThat(secrets()).hasSize(11);
        assertThat(secrets())
                .allSatisfy(it -> assertThat(script).containsPattern("[ +]" + it + " \""));
    }

    @Test
    void shouldTakeNoSecretAsAPlainSettingOfTheChart() throws IOException {
        JsonObject schema =
                JsonParser.parseString(
                                Files.readString(
                                        ROOT.resolve("deploy/helm/evara/values.schema.json")))
                        .getAsJsonObject();

        assertThat(Json.texts(schema, "properties.settings.propertyNames.not.enum"))
                .containsAll(secrets());
    }

    private static Set<String> secrets() throws IOException {
        return documented("QUARKUS_", "EVARA_").stream()
                .filter(it -> SECRET.matcher(it).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documented(String... exceptPrefixes) throws IOException {
        Set<String> names = new TreeSet<>();
        ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1))
                .filter(name -> Stream.of(exceptPrefixes).noneMatch(name::startsWith))
                .forEach(names::add);
        return names;
    }

    private String anyGroup(MatchResult match) {
        return Stream.of(1, 2, 3)
                .map(match::group)
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
    }

    private static String variable(String prefix, String method) {
        return prefix + method.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    private static String lastCell(String row) {
        List<String> cells = List.of(row.split("\\|", -1));
        return cells.get(cells.size() - 2).strip().replace("`", "");
    }

    private static List<Path> mainSources() throws IOException {
        List<String> modules = new ArrayList<>(ServiceManifest.SERVICES);
        modules.add("common");
        List<Path> sources = new ArrayList<>();
        for (String module : modules) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
                files.filter(it -> it.toString().matches(".*\\.(java|properties)"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}
