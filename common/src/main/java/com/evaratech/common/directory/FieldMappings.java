package com.evaratech.common.directory;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.FieldMapping;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** The JSON form of what a channel's fields mean, in the directory and wherever it is kept. */
public final class FieldMappings {

    private FieldMappings() {}

    /** An array with an object for each, in the same order. */
    public static JsonArray toJson(List<FieldMapping> mappings) {
        return new JsonArray(mappings.stream().map(FieldMappings::toJsonObject).toList());
    }

    /**
     * Reads such an array.
     *
     * @throws DecodeException when it is not one
     */
    public static List<FieldMapping> fromJson(JsonArray json) {
        return json.stream()
                .map(each -> {
                    if (each instanceof JsonObject object) {
                        return mapping(object);
                    }
                    throw new DecodeException("field of a channel is no object: " + each);
                })
                .toList();
    }

    private static JsonObject toJsonObject(FieldMapping mapping) {
        var words = new JsonObject();
        mapping.words().forEach(words::put);
        return new JsonObject()
                .put("field", mapping.field())
                .put("metric", mapping.metric().code())
                .put("scale", mapping.scale())
                .put("offset", mapping.offset())
                .put("words", words);
    }

    private static FieldMapping mapping(JsonObject json) {
        String code = JsonFields.text(json, "metric");
        JsonObject words = JsonFields.object(json, "words");
        try {
            return new FieldMapping(
                    Math.toIntExact(JsonFields.number(json, "field")),
                    Metric.find(code)
                            .orElseThrow(() ->
                                    new DecodeException("unknown metric in directory: " + code)),
                    JsonFields.decimal(json, "scale"),
                    JsonFields.decimal(json, "offset"),
                    words.fieldNames().stream()
                            .collect(
                                    Collectors.toMap(
                                            raw -> raw, raw -> JsonFields.text(words, raw))));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DecodeException("field of a channel in directory: " + e.getMessage(), e);
        }
    }
}
