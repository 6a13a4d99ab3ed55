package com.evaratech.telemetry.history;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/** How far an import is. */
@RegisterForReflection
public enum ImportState {
    /** Its file comes. */
    RECEIVING,
    /** Its file is whole and is read. */
    RUNNING,
    /** All rows have been dealt with. */
    DONE,
    /** The file cannot be read at all. */
    FAILED,
    /** Somebody ended it, or the rest of its file did not come for a week. */
    CANCELLED;

    /** Its name on the wire and in rows. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ImportState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
