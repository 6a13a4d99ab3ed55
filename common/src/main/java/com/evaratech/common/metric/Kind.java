package com.evaratech.common.metric;

import java.util.Arrays;
import java.util.Optional;

/** What a node measures; decides which metrics it has and in which table its readings are kept. */
public enum Kind {
    /** Stored water: level, volume, quality. */
    TANK(1),
    /** Water under way: rate, counter, pressure, the pump that moves it. */
    FLOW(2),
    /** Ground water: level at rest and under pumping, the pump in the well. */
    DEEP(3);

    private final int number;

    Kind(int number) {
        this.number = number;
    }

    /** Its name inside events; never given to another kind. */
    public int number() {
        return number;
    }

    /** The kind of this {@link #number}, if there is one. */
    public static Optional<Kind> ofNumber(int number) {
        return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
    }
}
