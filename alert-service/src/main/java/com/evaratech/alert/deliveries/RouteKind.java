package com.evaratech.alert.deliveries;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a receiver understands. */
@RegisterForReflection
public enum RouteKind {
    /** Events as JSON, signed. */
    WEBHOOK,
    /** Incoming webhooks of Slack, and of the many chats that take the same. */
    SLACK,
    /** A body by a template of the route's own, for instance a provider of text messages. */
    HTTP,
    /** Mail to one address, which the route's url names. */
    EMAIL;

    /** The codes of all kinds, as a phrase. */
    public static final String ALLOWED =
            Arrays.stream(values()).map(RouteKind::code).collect(Collectors.joining(", "));

    /** The name in JSON and in the database. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that code, if there is one. */
    public static Optional<RouteKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
