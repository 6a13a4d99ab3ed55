package com.evaratech.api.mapping;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An answer of version 1 in version 2's words. */
public final class ToSecond implements Wording {

    private static final String CURSOR = "cursor=";

    private final String path;
    private final String query;
    private final FieldPaths fields;

    /**
     * @param path of the request, in version 2
     * @param query of the request, in version 2; empty for none
     */
    public ToSecond(String path, String query, FieldPaths fields) {
        this.path = path;
        this.query = query;
        this.fields = fields;
    }

    @Override
    public String name(String name) {
        return Naming.second(name);
    }

    @Override
    public String known(String name) {
        return name;
    }

    @Override
    public String text(Place.What what, String text) {
        return switch (what) {
            case PATH -> Paths.second(text);
            case FIELD -> fields.second(text);
            case NAMES -> Naming.secondOfMany(text);
            case PLAIN, DATA, PAGE -> text;
        };
    }

    @Override
    public String pageName() {
        return "page";
    }

    @Override
    public String page(String cursor) {
        if (cursor.isEmpty()) {
            return "{\"cursor\":null,\"next\":null}";
        }
        String next =
                Stream.concat(
                                Arrays.stream(query.split("&", -1))
                                        .filter(it -> !it.isEmpty() && !it.startsWith(CURSOR)),
                                Stream.of(
                                        CURSOR + URLEncoder.encode(cursor, StandardCharsets.UTF_8)))
                        .collect(Collectors.joining("&"));
        return "{\"cursor\":\"%s\",\"next\":\"%s?%s\"}"
                .formatted(cursor, quoted(path), quoted(next));
    }

    /** As it may stand between quotes: a query may hold them. */
    private static String quoted(String text) {
        return text.replace("\\", "%5C").replace("\"", "%22");
    }
}
