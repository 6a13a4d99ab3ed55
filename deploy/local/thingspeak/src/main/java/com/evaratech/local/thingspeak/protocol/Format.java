package com.evaratech.local.thingspeak.protocol;

import java.util.Locale;
import java.util.Optional;

/** The form of an answer, chosen by the suffix of the path. */
public enum Format {
    JSON("application/json; charset=utf-8"),
    XML("application/xml; charset=utf-8"),
    CSV("text/csv; charset=utf-8"),
    TEXT("text/plain; charset=utf-8");

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** The format of a suffix without its dot; {@code txt} and {@code text} are the same. */
    static Optional<Format> ofSuffix(String suffix) {
        return switch (suffix.toLowerCase(Locale.ROOT)) {
            case "json" -> Optional.of(JSON);
            case "xml" -> Optional.of(XML);
            case "csv" -> Optional.of(CSV);
            case "txt", "text" -> Optional.of(TEXT);
            default -> Optional.empty();
        };
    }
}
