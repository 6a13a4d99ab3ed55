package com.evaratech.local.launcher.logs;

import com.evaratech.local.launcher.home.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log line as people read it: local time, part, level, message, then the context as {@code
 * key=value} and the stack trace if there is one. A line that is not a JSON log entry is shown as
 * it is.
 */
final class ReadableLine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final ZoneId zone;

    ReadableLine(ZoneId zone) {
        this.zone = zone;
    }

    String of(String part, String line) {
        Optional<JsonNode> entry = entry(line);
        return entry.map(json -> readable(part, json))
                .orElseGet(() -> "%-19s %s".formatted(part, line));
    }

    /** The entry's instant, if the line is an entry and tells it. */
    static Optional<Instant> instant(String line) {
        return entry(line).flatMap(json -> instant(json.path("timestamp")));
    }

    private String readable(String part, JsonNode json) {
        StringBuilder text = new StringBuilder(160);
        String time =
                instant(json.path("timestamp"))
                        .map(at -> TIME.format(at.atZone(zone)))
                        .orElse("            ");
        text.append(
                "%-19s %s %-5s %s"
                        .formatted(
                                part,
                                time,
                                json.path("level").asText(),
                                json.path("message").asText()));
        json.path("mdc")
                .properties()
                .forEach(pair ->
                        text.append(' ')
                                .append(pair.getKey())
                                .append('=')
                                .append(pair.getValue().asText()));
        String trace = trace(json);
        if (trace != null) {
            text.append(System.lineSeparator()).append(trace.stripTrailing());
        }
        return text.toString();
    }

    private static @Nullable String trace(JsonNode json) {
        String trace =
                json.path("stackTrace")
                        .asText(json.path("exception").path("stackTrace").asText(""));
        return trace.isEmpty() ? null : trace;
    }

    private static Optional<JsonNode> entry(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.mapper().readTree(line);
            return json.hasNonNull("message") ? Optional.of(json) : Optional.empty();
        } catch (JsonProcessingException notAnEntry) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(JsonNode timestamp) {
        try {
            return Optional.of(OffsetDateTime.parse(timestamp.asText()).toInstant());
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }
}
