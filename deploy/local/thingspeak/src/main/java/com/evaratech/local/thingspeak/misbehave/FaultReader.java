package com.evaratech.local.thingspeak.misbehave;

import com.evaratech.local.thingspeak.protocol.Errors;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Reads a fault as the control interface takes it; what is wrong is told by an {@link
 * IllegalArgumentException}.
 */
final class FaultReader {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json; charset=utf-8";

    private FaultReader() {}

    static Fault read(JsonObject json) {
        String kind = json.getString("kind", "");
        return switch (kind) {
            case "delay" -> new Fault.Delay(Duration.ofMillis(inRange(json, "ms", 1000, 600_000)));
            case "status" -> status(json);
            case "body" ->
                    new Fault.Replace(
                            200,
                            json.getString("content_type", JSON),
                            json.getString("body", "-1"),
                            OptionalInt.empty());
            case "html" -> new Fault.Replace(200, HTML, page("Welcome"), OptionalInt.empty());
            case "truncate" -> new Fault.Truncate(share(json, "keep", 0.5));
            case "drop" -> new Fault.Drop(json.getBoolean("midway", false));
            case "trickle" ->
                    new Fault.Trickle(
                            inRange(json, "bytes", 1, 65_536),
                            Duration.ofMillis(inRange(json, "ms", 1000, 600_000)));
            case "gzip" -> new Fault.Gzip();
            case "huge" -> new Fault.Huge(inRange(json, "bytes", 10 << 20, 256 << 20));
            case "redirect" ->
                    new Fault.Redirect(json.getString("location", "http://127.0.0.1:1/elsewhere"));
            case "content_type" ->
                    new Fault.Mislabel(json.getString("content_type", "application/octet-stream"));
            default ->
                    throw new IllegalArgumentException(
                            "kind '"
                                    + kind
                                    + "' is none of delay, status, body, html,"
                                    + " truncate, drop, trickle, gzip, huge, redirect, content_type");
        };
    }

    /**
     * Without a body given: what ThingSpeak, or the proxy in front of it, says with this status.
     */
    private static Fault status(JsonObject json) {
        int status = inRange(json, "status", 503, 599);
        OptionalInt retryAfter =
                json.containsKey("retry_after")
                        ? OptionalInt.of(inRange(json, "retry_after", 0, 86_400))
                        : OptionalInt.empty();
        boolean proxy = status == 502 || status == 503 || status == 504;
        String usual =
                switch (status) {
                    case 400 -> "-1";
                    case 502 -> page("502 Bad Gateway");
                    case 503 -> page("503 Service Temporarily Unavailable");
                    case 504 -> page("504 Gateway Time-out");
                    default -> Errors.of(status).body().toString();
                };
        String contentType = json.getString("content_type", proxy ? HTML : JSON);
        return new Fault.Replace(status, contentType, json.getString("body", usual), retryAfter);
    }

    private static String page(String title) {
        return """
        <html>
        <head><title>%1$s</title></head>
        <body><center><h1>%1$s</h1></center></body>
        </html>
        """
                .formatted(title);
    }

    static int inRange(JsonObject json, String name, int otherwise, int most) {
        int value = json.getInteger(name, otherwise);
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    name + " " + value + " is not between 0 and " + most);
        }
        return value;
    }

    static double share(JsonObject json, String name, double otherwise) {
        double value = json.getDouble(name, otherwise);
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " " + value + " is not between 0 and 1");
        }
        return value;
    }
}
