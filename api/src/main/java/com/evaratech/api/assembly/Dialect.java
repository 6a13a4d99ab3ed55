package com.evaratech.api.assembly;

import com.evaratech.api.mapping.Naming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** How a version of the API writes what all of them say. */
enum Dialect {
    /** Names in snake_case; a page has its rows and the cursor of the next one. */
    V1 {
        @Override
        String name(String snake) {
            return snake;
        }

        @Override
        void addNext(ObjectNode properties, Types types) {
            properties.set(
                    "next",
                    types.described(
                            "text or null",
                            "what to ask the next page with, as `cursor`; null on the last page",
                            "bjox"));
        }

        @Override
        String nextName() {
            return "next";
        }
    },

    /** Names in camelCase; a page tells the path of the next one. */
    V2 {
        @Override
        String name(String snake) {
            return Naming.second(snake);
        }

        @Override
        void addNext(ObjectNode properties, Types types) {
            properties.set("page", types.described("PageLinks", "where the list goes on", null));
        }

        @Override
        String nextName() {
            return "page";
        }
    };

    private static final String FIRST = "/api/v1/";

    /** As it is in paths. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A field's or parameter's name in this version. */
    abstract String name(String snake);

    /** Adds to a page's properties how it goes on. */
    abstract void addNext(ObjectNode properties, Types types);

    /** Name of the property that tells how a page goes on. */
    abstract String nextName();

    /** A path in this version; those without a version stay. */
    String path(String first) {
        return first.startsWith(FIRST)
                ? "/api/" + code() + "/" + first.substring(FIRST.length())
                : first;
    }
}
