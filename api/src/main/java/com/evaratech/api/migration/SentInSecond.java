package com.evaratech.api.migration;

import com.evaratech.api.mapping.Naming;
import com.evaratech.api.mapping.Place;
import com.evaratech.api.mapping.Wording;

/** A body that is sent, from version 1's words into version 2's. */
enum SentInSecond implements Wording {
    /** There is one way. */
    INSTANCE;

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
        return what == Place.What.NAMES ? Naming.secondOfMany(text) : text;
    }

    @Override
    public String pageName() {
        throw new IllegalStateException("nobody sends a page");
    }

    @Override
    public String page(String cursor) {
        throw new IllegalStateException("nobody sends a page");
    }
}
