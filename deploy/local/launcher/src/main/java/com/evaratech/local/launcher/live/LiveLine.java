package com.evaratech.local.launcher.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A live message as people read it: local time, kind, node, and what is told of it. */
final class LiveLine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final String FORM = "%-8s  %-14s  %-20s  %s";
    private static final Map<String, String> OPERATORS =
            Map.of("lt", "<", "lte", "<=", "gt", ">", "gte", ">=", "eq", "=", "neq", "!=");

    private final ZoneId zone;
    private final UnaryOperator<String> nodeNames;

    /**
     * Makes lines.
     *
     * @param nodeNames what people call the node of an id
     */
    LiveLine(ZoneId zone, UnaryOperator<String> nodeNames) {
        this.zone = zone;
        this.nodeNames = nodeNames;
    }

    String reading(JsonNode message) {
        String values =
                message.path("values").properties().stream()
                        .map(value -> value.getKey() + "=" + value.getValue().asText())
                        .collect(Collectors.joining(" "));
        return FORM.formatted(time(message.path("recorded_at")), "reading", node(message), values);
    }

    String alert(JsonNode message) {
        boolean opened = message.path("event").asText().equals("opened");
        String crossing =
                "%s %s, limit %s %s"
                        .formatted(
                                message.path("metric").asText(),
                                number(message.path("value")),
                                sign(message.path("operator").asText()),
                                number(message.path("threshold")));
        String what =
                "%s: %s (%s)"
                        .formatted(
                                message.path("severity").asText(),
                                message.path("rule_name").asText(),
                                crossing);
        return opened
                ? FORM.formatted(time(message.path("opened_at")), "ALERT", node(message), what)
                : FORM.formatted(
                        time(message.path("resolved_at")),
                        "alert resolved",
                        node(message),
                        what + ", " + message.path("resolved_reason").asText().replace('_', ' '));
    }

    private String node(JsonNode message) {
        return nodeNames.apply(message.path("node_id").asText());
    }

    private static String sign(String operator) {
        return OPERATORS.getOrDefault(operator, operator);
    }

    /** Without the zero behind the point that whole numbers have. */
    private static String number(JsonNode value) {
        return value.asText().replaceFirst("\\.0$", "");
    }

    private String time(JsonNode instant) {
        try {
            return TIME.format(Instant.parse(instant.asText()).atZone(zone));
        } catch (DateTimeException e) {
            return instant.asText();
        }
    }
}
