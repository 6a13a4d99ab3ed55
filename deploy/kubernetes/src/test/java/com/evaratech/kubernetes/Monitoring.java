package com.evaratech.kubernetes;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of {@code deploy/monitoring}, and the programs that check them where installed. */
final class Monitoring {

    static final Path FOLDER = Path.of("..", "monitoring");
    static final Path RULES = FOLDER.resolve("prometheus/rules");
    static final Path RULE_TESTS = FOLDER.resolve("prometheus/tests");
    static final Path DASHBOARDS = FOLDER.resolve("grafana/dashboards");

    private static final Path METRICS = Path.of("..", "..", "docs", "operations", "metrics.md");
    private static final Pattern DOCUMENTED = Pattern.compile("`(\\w+)`");
    private static final Pattern ELSEWHERE =
            Pattern.compile("(?m)^\\| (`[^|]+`) \\| [^|]+ \\| `([\\w-]+)` \\| .+ \\|$");
    private static final Set<String> PARTS = Set.of("_bucket", "_count", "_sum", "_max");

    // Texts, what narrows down, what is grouped by, and spans of time name no metric.
    private static final Pattern NO_METRIC =
            Pattern.compile(
                    "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]"
                            + "|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern WORD =
            Pattern.compile("(?<![\\w:$])([a-zA-Z_:][\\w:]*)(?!\\s*\\()(?![\\w:])");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset");

    private Monitoring() {}

    /** The files of a folder, by name. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All rules of all groups. */
    static List<JsonObject> rules() {
        List<JsonObject> rules = new ArrayList<>();
        for (Path file : files(RULES)) {
            Json.list(Yaml.readAll(file).getFirst(), "groups")
                    .forEach(group -> rules.addAll(Json.list(group, "rules")));
        }
        return rules;
    }

    /** The names that a query selects. */
    static Set<String> metricsOf(String query) {
        Set<String> names = new TreeSet<>();
        String bare = NO_METRIC.matcher(query.replaceAll("(?m)#.*$", "")).replaceAll(" ");
        WORD.matcher(bare).results().forEach(it -> names.add(it.group(1)));
        names.removeAll(KEYWORDS);
        return names;
    }

    /**
     * Whether the document of metrics, or a recording rule, has that name or what it is part of.
     */
    static boolean isKnown(String metric) {
        Set<String> known = known();
        return known.contains(metric)
                || PARTS.stream()
                        .filter(metric::endsWith)
                        .map(it -> metric.substring(0, metric.length() - it.length()))
                        .anyMatch(known::contains);
    }

    /**
     * The metrics that no service of ours shows, each with the job that asks for it; those that
     * Prometheus makes itself left out.
     */
    static Map<String, String> fromElsewhere() {
        Map<String, String> jobs = new TreeMap<>();
        String text = read(METRICS);
        ELSEWHERE
                .matcher(text.substring(text.indexOf("## From elsewhere")))
                .results()
                .forEach(row ->
                        DOCUMENTED
                                .matcher(row.group(1))
                                .results()
                                .forEach(metric -> jobs.put(metric.group(1), row.group(2))));
        return jobs;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>();
        DOCUMENTED.matcher(read(METRICS)).results().forEach(it -> known.add(it.group(1)));
        rules().stream().map(it -> Json.text(it, "record")).forEach(known::add);
        return known;
    }

    /** A program of the machine's own. */
    static Optional<String> installed(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(it -> Path.of(it).resolve(program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
