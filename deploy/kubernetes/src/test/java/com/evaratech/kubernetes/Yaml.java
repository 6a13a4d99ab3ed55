package com.evaratech.kubernetes;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Multi-document YAML as JSON objects, the form that the schema's validators read. */
final class Yaml {

    private static final Gson GSON = new Gson();

    private Yaml() {}

    static List<JsonObject> readAll(Path file) {
        try {
            return parseAll(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s is missing: build the services first (mvn verify)".formatted(file), e);
        }
    }

    static List<JsonObject> parseAll(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonObject> documents = new ArrayList<>();
        new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
                .loadAll(yaml)
                .forEach(it -> documents.add(GSON.toJsonTree(it).getAsJsonObject()));
        return documents;
    }
}
