package com.evaratech.common.reading;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The way a reading came in. */
public enum Source {
    /** Fetched from a ThingSpeak channel. */
    THINGSPEAK(1),
    /** Sent by a device itself, over HTTP or MQTT, or brought in a file. */
    HTTP(2);

    private final int number;

    Source(int number) {
        this.number = number;
    }

    /** Its name inside events; never given to another source. */
    public int number() {
        return number;
    }

    /** Its name in metrics and answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source of this {@link #number}, if there is one. */
    public static Optional<Source> ofNumber(int number) {
        return Arrays.stream(values()).filter(source -> source.number == number).findFirst();
    }
}
