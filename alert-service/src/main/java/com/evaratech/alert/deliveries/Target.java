package com.evaratech.alert.deliveries;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A receiver, as whoever speaks to it must know it.
 *
 * @param number of its route
 * @param routeId its route in the API
 * @param kind what it understands
 * @param url where it is
 * @param sealedSecret what requests are signed with, and what they are authorized by
 * @param template of an http route
 * @param addressee whose it is, and for whom what is sent was made; {@code null} when it is a
 *     community's
 */
record Target(
        long number,
        UUID routeId,
        RouteKind kind,
        String url,
        String sealedSecret,
        @Nullable BodyTemplate template,
        @Nullable Addressee addressee) {

    /** A community's. */
    Target(
            long number,
            UUID routeId,
            RouteKind kind,
            String url,
            String sealedSecret,
            @Nullable BodyTemplate template) {
        this(number, routeId, kind, url, sealedSecret, template, null);
    }

    private static final String JSON = "application/json";

    /** A text and its type. */
    record Content(String type, String body) {}

    /** What it is sent for an event. */
    Content content(String event) {
        return switch (kind) {
            case WEBHOOK -> new Content(JSON, event);
            case SLACK ->
                    new Content(
                            JSON,
                            new JsonObject()
                                    .put("text", escaped(MessageText.words(event).get("text")))
                                    .encode());
            case EMAIL -> throw new IllegalStateException("mail is no request");
            case HTTP -> {
                if (template == null) {
                    throw new IllegalStateException("an http route without a template");
                }
                yield new Content(
                        template.contentType(), template.render(MessageText.words(event)));
            }
        };
    }

    /** The three characters that mean something in a chat's message. */
    private static String escaped(@Nullable String text) {
        return String.valueOf(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Without the secret: this text may go into logs. */
    @Override
    public String toString() {
        return "Target[routeId=%s]".formatted(routeId);
    }
}
