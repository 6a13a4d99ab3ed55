package com.evaratech.api.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * The whole source, as it was read from its files.
 *
 * @param common what is of the document and of no feature
 * @param features each file with a feature, in the order of their names
 * @param schemas every schema by its name
 */
record Source(ObjectNode common, List<Feature> features, Map<String, JsonNode> schemas) {

    Source {
        features = List.copyOf(features);
    }

    /**
     * One feature.
     *
     * @param tag name that its operations are shown under
     * @param about what it is
     * @param paths operations by path and method
     */
    record Feature(String tag, String about, JsonNode paths) {}

    /** A schema of the source; a mistake when there is none. */
    JsonNode schema(String name) {
        JsonNode found = schemas.get(name);
        if (found == null) {
            throw new SourceMistake(name, "there is no such schema");
        }
        return found;
    }
}
