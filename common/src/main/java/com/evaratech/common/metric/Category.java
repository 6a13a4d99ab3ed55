package com.evaratech.common.metric;

import java.util.Arrays;
import java.util.Optional;

/** What an operator calls a node; each belongs to one {@link Kind}. */
public enum Category {
    /** Overhead tank. */
    OHT(Kind.TANK),
    /** Underground storage that an overhead tank is filled from. */
    SUMP(Kind.TANK),
    PUMP_HOUSE(Kind.FLOW),
    FLOW_METER(Kind.FLOW),
    BOREWELL(Kind.DEEP),
    /** A bore well that the government owns and the operator only watches. */
    GOVT_BOREWELL(Kind.DEEP);

    private final Kind kind;

    Category(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The category of that name, written as in the API. */
    public static Optional<Category> find(String name) {
        return Arrays.stream(values()).filter(c -> c.name().equals(name)).findFirst();
    }
}
