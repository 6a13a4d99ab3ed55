package com.evaratech.telemetry.history;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The form of a file. */
@RegisterForReflection
public enum ImportFormat {
    /** What ThingSpeak exports of a channel: a row has eight fields. */
    THINGSPEAK,
    /** A column for each metric. */
    CSV,
    /** A row has one value: node, field, timestamp, value. */
    EAV;

    /** Its name on the wire. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ImportFormat> find(String code) {
        return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
    }
}
