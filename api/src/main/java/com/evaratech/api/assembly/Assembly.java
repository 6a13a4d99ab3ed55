package com.evaratech.api.assembly;

import com.evaratech.common.access.RouteMatrix;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the documents of all versions, as JSON and as YAML, and the table of names. */
public final class Assembly {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .build());

    private Assembly() {}

    /**
     * Assembles.
     *
     * @param arguments the folder of the source, the folder to write to, the product's version
     * @throws SourceMistake naming what cannot be understood
     */
    public static void main(String[] arguments) throws IOException {
        Source source = SourceFiles.read(Path.of(arguments[0]));
        Path target = Files.createDirectories(Path.of(arguments[1]));
        RouteMatrix matrix = RouteMatrix.load();
        for (Dialect dialect : Dialect.values()) {
            JsonNode document = new Document(source, matrix, dialect, arguments[2]).assemble();
            String name = "openapi-" + dialect.code();
            Files.writeString(target.resolve(name + ".json"), JSON.writeValueAsString(document));
            Files.writeString(target.resolve(name + ".yaml"), YAML.writeValueAsString(document));
            if (dialect == Dialect.V1) {
                Files.write(target.resolve("names.txt"), new NameLines(document).lines());
            }
        }
    }
}
