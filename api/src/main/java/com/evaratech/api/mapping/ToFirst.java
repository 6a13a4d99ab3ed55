package com.evaratech.api.mapping;

/** A request of version 2 in version 1's words. */
public enum ToFirst implements Wording {
    /** There is one way. */
    INSTANCE;

    @Override
    public String name(String name) {
        return Naming.first(name);
    }

    @Override
    public String known(String name) {
        return Naming.first(name);
    }

    @Override
    public String text(Place.What what, String text) {
        return what == Place.What.NAMES ? Naming.firstOfMany(text) : text;
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
