package com.evaratech.api.mapping;

/** How one side of the mapping writes what it passes on. */
public interface Wording {

    /** The name that a field has on the other side. */
    String name(String name);

    /** The field's name in version 1, by which its place is known. */
    String known(String name);

    /** Text at a place that has text of its own. */
    String text(Place.What what, String text);

    /** What stands instead of how a list goes on: the name of the field that tells it. */
    String pageName();

    /**
     * What stands instead of a list's cursor.
     *
     * @param cursor as it stands between quotes; empty for null
     */
    String page(String cursor);
}
