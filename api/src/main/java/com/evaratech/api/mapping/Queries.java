package com.evaratech.api.mapping;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Queries of requests in both versions' words, percent-encoded as they came. */
public final class Queries {

    private Queries() {}

    /**
     * A query of version 2 in version 1's words.
     *
     * @param asked what is known of the route's parameters
     */
    public static String first(String query, Place asked) {
        List<String> parts = new ArrayList<>();
        for (String part : query.split("&", -1)) {
            String name = Naming.first(name(part));
            parts.add(name + value(part, asked.child(name), Naming::firstOfMany));
        }
        return String.join("&", parts);
    }

    /** A query of version 1 in version 2's words. */
    public static String second(String query, Place asked) {
        List<String> parts = new ArrayList<>();
        for (String part : query.split("&", -1)) {
            String name = name(part);
            parts.add(Naming.second(name) + value(part, asked.child(name), Naming::secondOfMany));
        }
        return String.join("&", parts);
    }

    /** The name of a parameter in version 2's words. */
    public static String secondName(String first) {
        return Naming.second(first);
    }

    /** The first value of a parameter in an address, decoded. */
    public static Optional<String> valueIn(String address, String name) {
        String query = address.substring(address.indexOf('?') + 1);
        return Arrays.stream(query.split("&", -1))
                .filter(part -> name(part).equals(name) && part.length() > name.length())
                .map(part -> part.substring(name.length() + 1))
                .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                .findFirst();
    }

    private static String name(String part) {
        int equals = part.indexOf('=');
        return equals < 0 ? part : part.substring(0, equals);
    }

    private static String value(String part, Place place, UnaryOperator<String> names) {
        String value = part.substring(name(part).length());
        if (place.what() != Place.What.NAMES) {
            return value;
        }
        // Browsers encode commas; whatever else is encoded is no name of ours.
        String plain = value.replace("%2C", ",").replace("%2c", ",");
        return plain.indexOf('%') < 0 ? names.apply(plain) : value;
    }
}
