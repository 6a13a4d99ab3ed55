package com.evaratech.common.reading.normalise;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a value or a whole reading was not accepted. */
public enum RejectReason {
    /** A metric of numbers was given something else. */
    NOT_A_NUMBER,
    /** A metric of words was given another word. */
    NOT_A_KNOWN_WORD,
    /** A number that cannot be true. */
    IMPLAUSIBLE,
    /** Nodes of this kind have no such metric, or nobody has. */
    UNKNOWN_METRIC,
    /** The time of measurement is missing or none. */
    NOT_A_TIME,
    /** Measured before what is kept. */
    TOO_OLD,
    /** Measured later than now. */
    IN_THE_FUTURE,
    /** The reading is of a node that its sender may not speak for. */
    FOREIGN_NODE,
    /** Nothing is left of the reading. */
    NO_VALUE,
    /** A field of it came twice, and nobody can tell which one is meant. */
    DUPLICATE_FIELD,
    /** It cannot be read at all. */
    UNREADABLE;

    /** Its name in answers and metrics. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
