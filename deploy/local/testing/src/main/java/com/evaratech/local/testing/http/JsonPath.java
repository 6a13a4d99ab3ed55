package com.evaratech.local.testing.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Places in a JSON text. A place is a chain of steps:
 *
 * <ul>
 *   <li>{@code name} or {@code 'quoted-name'}: of an object its field; of an array the field of
 *       each of its elements but those that are null, as a list
 *   <li>{@code [0]}, {@code [-1]}: an element of an array, counted from its end below zero
 *   <li>{@code [name=text]}: those elements of an array whose field reads so, as a list
 *   <li>{@code size()}: how many elements or fields there are
 *   <li>{@code flatten()}: of an array of arrays all their elements, as a list
 * </ul>
 *
 * The empty place and {@code $} are the whole. Where nothing is, there is {@code null}. Numbers
 * with a fraction are {@link Float}, others the smallest of {@link Integer}, {@link Long} and
 * {@code BigInteger}.
 */
public final class JsonPath {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern STEP =
            Pattern.compile(
                    String.join(
                            "|",
                            "\\[(-?\\d+)]",
                            "\\[(\\w+)=([^\\]]*)]",
                            "\\.?'([^']+)'",
                            "\\.?((?:size|flatten)\\(\\))",
                            "\\.?([^.\\[\\]'(){} ]+)"));

    private final @Nullable Object root;

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException when it is no JSON
     */
    public JsonPath(String text) {
        try {
            this.root = numbered(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + text, e);
        }
    }

    /**
     * What is at a place; {@code null} where nothing is.
     *
     * @throws IllegalArgumentException when it is no place, or leads into a text or a number
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    public <T> T get(String place) {
        return (T) find(place);
    }

    /** A list, empty where nothing is. */
    public <T> List<T> getList(String place) {
        List<T> found = get(place);
        return found == null ? List.of() : found;
    }

    /** A list of ids, or of numbers or texts. */
    public <T> List<T> getList(String place, Class<T> type) {
        return this.<Object>getList(place).stream().map(each -> type.cast(as(type, each))).toList();
    }

    private static Object as(Class<?> type, Object each) {
        if (type == UUID.class) {
            return UUID.fromString(each.toString());
        }
        return type == Long.class ? (Object) ((Number) each).longValue() : each;
    }

    public Map<String, Object> getMap(String place) {
        return get(place);
    }

    /** As text, whatever it is. */
    @SuppressWarnings("NullAway") // as absent as what is looked for
    public String getString(String place) {
        Object found = find(place);
        return found == null ? null : found.toString();
    }

    public int getInt(String place) {
        return number(place).intValue();
    }

    public long getLong(String place) {
        return number(place).longValue();
    }

    public double getDouble(String place) {
        return number(place).doubleValue();
    }

    public boolean getBoolean(String place) {
        return Boolean.TRUE.equals(find(place));
    }

    private Number number(String place) {
        if (find(place) instanceof Number number) {
            return number;
        }
        throw refused(place, "no number but " + find(place));
    }

    private @Nullable Object find(String place) {
        if (place.equals("$")) {
            return root;
        }
        Object found = root;
        Matcher step = STEP.matcher(place);
        int end = 0;
        while (end < place.length()) {
            if (!step.find(end) || step.start() != end) {
                throw refused(place, "no step: " + place.substring(end));
            }
            end = step.end();
            found = found == null ? null : follow(found, step, place);
        }
        return found;
    }

    private static @Nullable Object follow(Object from, Matcher step, String place) {
        if (step.group(1) != null) {
            return element(elements(from, place), Integer.parseInt(step.group(1)));
        }
        if (step.group(2) != null) {
            String wanted = step.group(3);
            return elements(from, place).stream()
                    .filter(each ->
                            each != null
                                    && wanted.equals(
                                            String.valueOf(field(each, step.group(2), place))))
                    .toList();
        }
        return switch (step.group(5)) {
            case "size()" ->
                    from instanceof Map<?, ?> fields ? fields.size() : elements(from, place).size();
            case "flatten()" ->
                    elements(from, place).stream()
                            .flatMap(each ->
                                    each instanceof List<?> l ? l.stream() : Stream.of(each))
                            .toList();
            case null, default ->
                    field(from, step.group(4) != null ? step.group(4) : step.group(6), place);
        };
    }

    private static @Nullable Object field(Object from, String name, String place) {
        if (from instanceof Map<?, ?> fields) {
            return fields.get(name);
        }
        List<@Nullable Object> each = new ArrayList<>();
        for (Object element : elements(from, place)) {
            if (element != null) {
                each.add(field(element, name, place));
            }
        }
        return each;
    }

    private static @Nullable Object element(List<@Nullable Object> elements, int index) {
        int at = index < 0 ? elements.size() + index : index;
        return at >= 0 && at < elements.size() ? elements.get(at) : null;
    }

    @SuppressWarnings("unchecked") // what a list of JSON holds
    private static List<@Nullable Object> elements(Object from, String place) {
        if (from instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw refused(place, "no array but " + from);
    }

    /** With the numbers as tests compare them. */
    private static @Nullable Object numbered(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> fields -> {
                @SuppressWarnings("unchecked")
                var each = (Map<String, @Nullable Object>) fields;
                each.replaceAll((_, field) -> numbered(field));
                yield each;
            }
            case List<?> list -> {
                @SuppressWarnings("unchecked")
                var each = (List<@Nullable Object>) list;
                each.replaceAll(JsonPath::numbered);
                yield each;
            }
            case Double fraction when Math.abs(fraction) <= Float.MAX_VALUE ->
                    fraction.floatValue();
            case null, default -> value;
        };
    }

    private static IllegalArgumentException refused(String place, String why) {
        return new IllegalArgumentException(place + ": " + why);
    }
}
