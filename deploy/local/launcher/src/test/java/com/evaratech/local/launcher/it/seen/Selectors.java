package com.evaratech.local.launcher.it.seen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The series that dashboards and recording rules ask our services for. */
final class Selectors {

    // A metric of a service, with or without what narrows it down. Of backups a script tells.
    private static final Pattern SELECTOR =
            Pattern.compile(
                    "(?<![\\w:$\"])"
                            + "((?:evara(?!_backup)|http_server|jvm|process|sql_pool|worker_pool"
                            + "|netty|postgresql|agroal|system)_\\w+)"
                            + "(?![\\w:])(\\{[^}]*})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> OF_THE_SCRAPE =
            Set.of("app", "instance", "pod", "namespace", "job", "le");

    private Selectors() {}

    /**
     * A series that is asked for.
     *
     * @param labels that narrow it down, apart from those that come with the scrape
     */
    record Selector(String name, Set<String> labels) {}

    static Set<Selector> in(Path folder) throws IOException {
        Set<Selector> selectors = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(it -> it.toString().matches(".*\\.(json|yml)")).toList()) {
                SELECTOR.matcher(Files.readString(file).replace("\\\"", "\""))
                        .results()
                        .forEach(it -> selectors.add(selector(it)));
            }
        }
        return selectors;
    }

    private static Selector selector(MatchResult found) {
        Set<String> labels = new TreeSet<>();
        if (found.group(2) != null) {
            // Values may look like labels.
            String narrowed = found.group(2).replaceAll("\"[^\"]*\"", "");
            LABEL.matcher(narrowed).results().forEach(it -> labels.add(it.group(1)));
        }
        labels.removeAll(OF_THE_SCRAPE);
        return new Selector(found.group(1), labels);
    }
}
