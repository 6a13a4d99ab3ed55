package com.evaratech.kubernetes;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reading objects by path; what is absent is empty. */
final class Json {

    private Json() {}

    static String kind(JsonObject object) {
        return object.get("kind").getAsString();
    }

    static String name(JsonObject object) {
        return object.getAsJsonObject("metadata").get("name").getAsString();
    }

    /** What stands at a path of field names parted by dots, or null. */
    static @Nullable JsonElement at(JsonObject object, String path) {
        JsonElement here = object;
        for (String field : path.split("\\.", -1)) {
            if (here == null || !here.isJsonObject()) {
                return null;
            }
            here = here.getAsJsonObject().get(field);
        }
        return here;
    }

    static boolean has(JsonObject object, String path) {
        return at(object, path) != null;
    }

    static String text(JsonObject object, String path) {
        JsonElement found = at(object, path);
        return found == null ? "" : found.getAsString();
    }

    static int number(JsonObject object, String path) {
        JsonElement found = at(object, path);
        if (found == null) {
            throw new AssertionError("no %s in %s".formatted(path, object));
        }
        return found.getAsInt();
    }

    static JsonObject object(JsonObject object, String path) {
        JsonElement found = at(object, path);
        return found == null ? new JsonObject() : found.getAsJsonObject();
    }

    /** The objects of a list. */
    static List<JsonObject> list(JsonObject object, String path) {
        JsonElement found = at(object, path);
        return found == null
                ? List.of()
                : found.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .toList();
    }

    /** The texts of a list. */
    static List<String> texts(JsonObject object, String path) {
        JsonElement found = at(object, path);
        return found == null
                ? List.of()
                : found.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
    }

    static Map<String, String> map(JsonObject object, String path) {
        Map<String, String> map = new TreeMap<>();
        object(object, path).asMap().forEach((key, value) -> map.put(key, value.getAsString()));
        return map;
    }
}
