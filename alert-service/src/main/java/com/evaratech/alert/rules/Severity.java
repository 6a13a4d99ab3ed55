package com.evaratech.alert.rules;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How much an alert matters to the people it calls. */
public enum Severity {
    /** Good to know. */
    INFO,
    /** To be looked at today. */
    WARNING,
    /** To be acted on at once. */
    CRITICAL;

    /** The codes of all severities, as a phrase. */
    public static final String ALLOWED =
            Arrays.stream(values()).map(Severity::code).collect(Collectors.joining(", "));

    /** The name in JSON and in the database. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of that code, if there is one. */
    public static Optional<Severity> ofCode(String code) {
        return Arrays.stream(values()).filter(severity -> severity.code().equals(code)).findFirst();
    }
}
