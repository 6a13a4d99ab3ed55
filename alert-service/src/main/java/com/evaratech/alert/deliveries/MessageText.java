package com.evaratech.alert.deliveries;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a delivery says to people, and the words that a template may use. */
final class MessageText {

    /** The names that a template may use, in braces. */
    static final Set<String> NAMES =
            Set.of(
                    "text",
                    "short",
                    "event",
                    "severity",
                    "rule_name",
                    "message",
                    "alert_id",
                    "node_id",
                    "community_id");

    // A text message of one part has 160 characters of the basic alphabet (GSM 03.38).
    private static final int SHORT = 160;

    // Of a storm more rules than these are no news.
    private static final int MOST_RULES = 3;

    private MessageText() {}

    /** The words of a delivery by their names. */
    static Map<String, String> words(String body) {
        var content = new JsonObject(body);
        String text = text(content);
        Map<String, String> words = new LinkedHashMap<>();
        words.put("text", text);
        words.put("short", text.length() <= SHORT ? text : text.substring(0, SHORT - 1) + "…");
        words.put("event", or(content.getString("type"), ""));
        for (String name : NAMES) {
            words.computeIfAbsent(name, field -> or(content.getString(field), ""));
        }
        return words;
    }

    private static String text(JsonObject content) {
        String severity = or(content.getString("severity"), "info");
        String name = or(content.getString("rule_name"), "");
        return switch (or(content.getString("type"), "test")) {
            case "opened" -> "[%s] %s: %s".formatted(severity, name, message(content));
            case "reminder" -> "[%s] Still: %s: %s".formatted(severity, name, message(content));
            case "resolved" -> "[over] %s".formatted(name);
            case "group" -> group(content, severity);
            default -> "A test of this route: it works.";
        };
    }

    private static String message(JsonObject content) {
        return or(
                content.getString("message"),
                "%s is %s"
                        .formatted(or(content.getString("metric"), ""), content.getValue("value")));
    }

    private static String group(JsonObject content, String severity) {
        String rules =
                content.getJsonArray("rules").stream()
                        .map(JsonObject.class::cast)
                        .limit(MOST_RULES)
                        .map(rule ->
                                "%s (%d)"
                                        .formatted(
                                                rule.getString("rule_name"),
                                                rule.getInteger("opened")
                                                        + rule.getInteger("resolved")))
                        .collect(Collectors.joining(", "));
        return "[%s] %d alerts, %d over: %s"
                .formatted(
                        severity,
                        content.getInteger("opened"),
                        content.getInteger("resolved"),
                        rules);
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
