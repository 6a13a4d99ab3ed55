package com.evaratech.telemetry.thingspeak;

import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;

/** In which form an answer is asked for, by the ending of its path. */
enum Form {
    JSON(MediaType.APPLICATION_JSON),
    CSV("text/csv"),
    XML(MediaType.APPLICATION_XML),
    /** A single value, and nothing about it. */
    TXT(MediaType.TEXT_PLAIN);

    private final String mediaType;

    Form(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The form that the last part of a path names. */
    static Form of(String name, Form otherwise) {
        return Arrays.stream(values())
                .filter(form -> name.endsWith(form.ending()))
                .findFirst()
                .orElse(otherwise);
    }

    String mediaType() {
        return mediaType;
    }

    /** The form in which a number is answered that says that something failed. */
    Form ofRefusals() {
        return this == XML ? TXT : this;
    }

    private String ending() {
        return '.' + name().toLowerCase(Locale.ROOT);
    }
}
