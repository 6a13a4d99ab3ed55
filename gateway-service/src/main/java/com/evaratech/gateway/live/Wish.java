package com.evaratech.gateway.live;

import com.evaratech.common.access.Placement;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to hear.
 *
 * @param subscription of which nodes
 * @param topics what of them
 * @param withCursors whether it wants to be told where it is
 * @param after where it was before it went away; {@code null} when it begins
 */
record Wish(
        Subscription subscription, Set<Topic> topics, boolean withCursors, @Nullable String after) {

    /** The forms of the message, for who got it wrong. */
    static final String FORMS =
            "{\"subscribe\": \"all\"}, {\"subscribe\": {\"nodes\": [1 to 1000 UUIDs]}}"
                    + " or {\"subscribe\": {\"communities\": [1 to 1000 UUIDs]}}, beside it \"topics\":"
                    + " a list of readings, alerts, status, and \"cursor\": one that you were sent,"
                    + " or null";

    // What fits into the longest line that the server reads.
    private static final int MOST_IN_QUERY = 100;

    private static final String SUBSCRIBE = "subscribe";
    private static final String TOPICS = "topics";
    private static final String CURSOR = "cursor";
    private static final String NODES = "nodes";
    private static final String COMMUNITIES = "communities";
    private static final Set<String> FIELDS = Set.of(SUBSCRIBE, TOPICS, CURSOR);

    Wish {
        topics = Set.copyOf(topics);
    }

    /** Whether it is about this, as far as the client goes. */
    boolean wants(Topic topic, UUID node, Placement place) {
        return topics.contains(topic) && subscription.wants(node, place);
    }

    /**
     * Reads a client's message.
     *
     * @throws IllegalArgumentException when it is not of one of the forms
     */
    static Wish parse(String text) {
        try {
            JsonObject message = new JsonObject(text);
            if (!FIELDS.containsAll(message.fieldNames())) {
                throw refused();
            }
            return new Wish(
                    Subscription.of(message.getValue(SUBSCRIBE)).orElseThrow(Wish::refused),
                    message.containsKey(TOPICS)
                            ? topics(message.getValue(TOPICS)).orElseThrow(Wish::refused)
                            : Topic.USUAL,
                    message.containsKey(CURSOR),
                    cursor(message.getValue(CURSOR)));
        } catch (DecodeException e) {
            throw refused();
        }
    }

    private static Optional<Set<Topic>> topics(@Nullable Object value) {
        return value instanceof JsonArray codes
                ? topics(codes.stream().toList())
                : Optional.empty();
    }

    private static Optional<Set<Topic>> topics(Collection<?> codes) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (Object code : codes) {
            Optional<Topic> topic =
                    code instanceof String text ? Topic.find(text) : Optional.empty();
            if (topic.isEmpty()) {
                return Optional.empty();
            }
            topics.add(topic.get());
        }
        return topics.isEmpty() ? Optional.empty() : Optional.of(topics);
    }

    private static @Nullable String cursor(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            default -> throw refused();
        };
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException("allowed is " + FORMS);
    }

    /**
     * Reads a query: {@code nodes}, {@code communities} and {@code topics}, each parted by commas.
     *
     * @param after the last id that the client was sent, if it was
     * @throws InvalidRequest naming what is wrong
     */
    static Wish ofQuery(MultiMap query, @Nullable String after) {
        List<FieldError> errors = new ArrayList<>();
        Subscription subscription = new Subscription.Everything();
        @Nullable String nodes = query.get(NODES);
        @Nullable String communities = query.get(COMMUNITIES);
        if (nodes != null && communities != null) {
            errors.add(FieldError.of(COMMUNITIES, communities, "not beside nodes"));
        } else if (nodes != null) {
            subscription = new Subscription.Nodes(ids(NODES, nodes, errors));
        } else if (communities != null) {
            subscription = new Subscription.Communities(ids(COMMUNITIES, communities, errors));
        }
        Set<Topic> topics = Topic.USUAL;
        @Nullable String codes = query.get(TOPICS);
        if (codes != null) {
            Optional<Set<Topic>> read = topics(parts(codes));
            if (read.isEmpty()) {
                errors.add(
                        FieldError.of(TOPICS, codes, "readings, alerts, status, parted by commas"));
            }
            topics = read.orElse(Topic.USUAL);
        }
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        return new Wish(subscription, topics, true, after);
    }

    private static Set<UUID> ids(String name, String text, List<FieldError> errors) {
        Optional<Set<UUID>> ids = Subscription.ids(parts(text), MOST_IN_QUERY);
        if (ids.isEmpty()) {
            errors.add(FieldError.of(name, text, "1 to 100 UUIDs, parted by commas"));
        }
        return ids.orElse(Set.of());
    }

    private static List<String> parts(String text) {
        return List.of(text.split(",", -1));
    }
}
