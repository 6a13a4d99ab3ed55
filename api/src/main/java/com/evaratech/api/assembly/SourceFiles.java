package com.evaratech.api.assembly;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the source: one file with what is common, and one for each feature. */
final class SourceFiles {

    private static final String COMMON = "evara.yaml";
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    private SourceFiles() {}

    static Source read(Path folder) throws IOException {
        List<Source.Feature> features = new ArrayList<>();
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        ObjectNode common = (ObjectNode) YAML.readTree(folder.resolve(COMMON).toFile());
        addSchemas(schemas, COMMON, common);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".yaml") && !name.equals(COMMON)) {
                    JsonNode content = YAML.readTree(file.toFile());
                    JsonNode tag = content.path("tag");
                    features.add(
                            new Source.Feature(
                                    tag.path("name").asText(),
                                    tag.path("about").asText(),
                                    content.path("paths")));
                    addSchemas(schemas, name, content);
                }
            }
        }
        return new Source(common, features, schemas);
    }

    private static void addSchemas(Map<String, JsonNode> all, String file, JsonNode content) {
        for (var schema : content.path("schemas").properties()) {
            if (all.putIfAbsent(schema.getKey(), schema.getValue()) != null) {
                throw new SourceMistake(file, schema.getKey() + " is there already");
            }
        }
    }
}
