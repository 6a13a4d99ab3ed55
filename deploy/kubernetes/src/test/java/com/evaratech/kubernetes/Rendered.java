package com.evaratech.kubernetes;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the release's folders and its chart render, each once for all tests: nobody changes the
 * objects, who wants others takes a copy.
 */
final class Rendered {

    static final String CHART = Tools.RELEASE.resolve("helm/evara").toString();

    private static final Map<List<String>, List<JsonObject>> KNOWN = new ConcurrentHashMap<>();

    private Rendered() {}

    /** The objects of a folder of the kustomize tree. */
    static List<JsonObject> folder(String folder) {
        return by(
                "kubectl",
                List.of("kustomize", Tools.RELEASE.resolve("kustomize/" + folder).toString()));
    }

    /**
     * The objects of the chart.
     *
     * @param values the name of an example of values
     * @param more further arguments of helm
     */
    static List<JsonObject> chart(String values, String... more) {
        List<String> arguments = new ArrayList<>(List.of("template", "evara", CHART));
        arguments.addAll(List.of("-f", valuesFile(values)));
        arguments.addAll(List.of(more));
        return by("helm", arguments);
    }

    /** An example of values that a release hands out. */
    static String valuesFile(String name) {
        return Path.of("..", "helm", "values", name + ".yaml").toString();
    }

    private static List<JsonObject> by(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        return KNOWN.computeIfAbsent(
                command,
                _ ->
                        List.copyOf(
                                Yaml.parseAll(
                                        Tools.succeed(program, arguments.toArray(String[]::new)))));
    }
}
