package com.evaratech.gateway.live;

import com.evaratech.common.access.Placement;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client wants to hear of; what it may hear of is another matter. */
sealed interface Subscription {

    /** Everything that its person may see. */
    record Everything() implements Subscription {
        @Override
        public boolean wants(UUID node, Placement place) {
            return true;
        }
    }

    /** These nodes. */
    record Nodes(Set<UUID> ids) implements Subscription {
        public Nodes {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean wants(UUID node, Placement place) {
            return ids.contains(node);
        }
    }

    /** The nodes of these communities. */
    record Communities(Set<UUID> ids) implements Subscription {
        public Communities {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean wants(UUID node, Placement place) {
            return ids.contains(place.communityId());
        }
    }

    /** Whether it is about this node in this place. */
    boolean wants(UUID node, Placement place);

    /** The forms of the message, for who got it wrong. */
    String FORMS =
            "{\"subscribe\": \"all\"}, {\"subscribe\": {\"nodes\": [1 to 1000 UUIDs]}}"
                    + " or {\"subscribe\": {\"communities\": [1 to 1000 UUIDs]}}";

    /** Ids that may stand in one message. */
    int MOST_IDS = 1_000;

    /** An id as it is written: Java reads shortened ones as well. */
    Pattern ID =
            Pattern.compile(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /**
     * Reads a client's message.
     *
     * @throws IllegalArgumentException when it is not of one of the forms
     */
    static Subscription parse(String text) {
        try {
            JsonObject message = new JsonObject(text);
            if (message.size() != 1) {
                throw refused();
            }
            return switch (message.getValue("subscribe")) {
                case String all when all.equals("all") -> new Everything();
                case JsonObject part when part.size() == 1 && part.containsKey("nodes") ->
                        new Nodes(ids(part.getValue("nodes")));
                case JsonObject part when part.size() == 1 && part.containsKey("communities") ->
                        new Communities(ids(part.getValue("communities")));
                case null, default -> throw refused();
            };
        } catch (DecodeException e) {
            throw refused();
        }
    }

    private static Set<UUID> ids(@Nullable Object value) {
        if (!(value instanceof JsonArray texts) || texts.isEmpty() || texts.size() > MOST_IDS) {
            throw refused();
        }
        return texts.stream().map(Subscription::id).collect(Collectors.toSet());
    }

    private static UUID id(Object value) {
        if (value instanceof String text && ID.matcher(text).matches()) {
            return UUID.fromString(text);
        }
        throw refused();
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException("allowed is " + FORMS);
    }
}
