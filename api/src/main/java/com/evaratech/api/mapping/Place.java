package com.evaratech.api.mapping;

import java.util.HashMap;
import java.util.Map;

/**
 * A place in a body and what is there. Places that nothing is said of are objects or values like
 * any other: their fields are written in the version's way, their values are left as they are.
 */
public final class Place {

    /** What is special about a place. */
    public enum What {
        /** A field or value like any other. */
        PLAIN,
        /** Somebody's data: no name in it is the API's. */
        DATA,
        /** A path of the API. */
        PATH,
        /** Names of fields, parted by commas. */
        NAMES,
        /** The way to a field of the request. */
        FIELD,
        /** How a list goes on. */
        PAGE
    }

    /** Of which nothing is said. */
    public static final Place UNKNOWN = new Place();

    private final Map<String, Place> children = new HashMap<>();
    private What what = What.PLAIN;

    /** What is there. */
    public What what() {
        return what;
    }

    /** The place of a field, by its name in version 1. */
    public Place child(String name) {
        Place child = children.get(name);
        return child == null ? UNKNOWN : child;
    }

    /** Whether anything is said of a field, by its name in version 1. */
    public boolean has(String name) {
        return children.containsKey(name);
    }

    /** Says what is at a place below, by the way to it. */
    public void mark(String way, What what) {
        Place place = this;
        if (!way.equals(".")) {
            for (String name : way.split("\\.", -1)) {
                place = place.children.computeIfAbsent(name, unseen -> new Place());
            }
        }
        place.what = what;
    }
}
