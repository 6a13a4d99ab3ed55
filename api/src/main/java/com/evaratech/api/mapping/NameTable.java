package com.evaratech.api.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the API's document says of the bodies of each route, as far as mapping them needs it. Routes
 * are written as {@code GET /api/v1/nodes/{id}}.
 */
public final class NameTable {

    private static final String FILE = "/com/evaratech/api/names.txt";
    private static final int WORDS = 5;

    private final Map<String, Place> sent = new HashMap<>();
    private final Map<String, Place> answered = new HashMap<>();
    private final Map<String, Place> asked = new HashMap<>();

    private NameTable() {}

    /** The table of the document that is packaged with it. */
    public static NameTable load() {
        try (InputStream file = NameTable.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not packaged");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads lines like {@code GET /api/v1/stats < nodes.by_status data}.
     *
     * @throws IllegalArgumentException naming a line that is none
     */
    public static NameTable parse(String text) {
        NameTable table = new NameTable();
        text.lines().forEach(table::add);
        return table;
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != WORDS) {
            throw new IllegalArgumentException("no line of the table of names: " + line);
        }
        Map<String, Place> side =
                switch (words[2]) {
                    case ">" -> sent;
                    case "<" -> answered;
                    case "?" -> asked;
                    default ->
                            throw new IllegalArgumentException(
                                    "no line of the table of names: " + line);
                };
        side.computeIfAbsent(words[0] + " " + words[1], route -> new Place())
                .mark(words[3], Place.What.valueOf(words[4].toUpperCase(Locale.ROOT)));
    }

    /** The body that is sent to a route. */
    public Place sentTo(String route) {
        return sent.getOrDefault(route, Place.UNKNOWN);
    }

    /** The body that a route answers with, when it answers well. */
    public Place answeredBy(String route) {
        return answered.getOrDefault(route, Place.UNKNOWN);
    }

    /** The query that a route is asked with; it has each of the route's parameters. */
    public Place askedOf(String route) {
        return asked.getOrDefault(route, Place.UNKNOWN);
    }
}
