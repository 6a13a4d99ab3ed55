package com.evaratech.gateway.live;

import com.evaratech.common.access.Placement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which nodes a client wants to hear of; which it may hear of is another matter. */
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

    /** Ids that may stand in one message. */
    int MOST_IDS = 1_000;

    /** An id as it is written: Java reads shortened ones as well. */
    Pattern ID =
            Pattern.compile(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** Reads what stands behind {@code subscribe}; empty when it is of none of the forms. */
    static Optional<Subscription> of(@Nullable Object value) {
        return switch (value) {
            case String all when all.equals("all") -> Optional.of(new Everything());
            case JsonObject part when part.size() == 1 && part.containsKey("nodes") ->
                    ids(part.getValue("nodes")).map(Nodes::new);
            case JsonObject part when part.size() == 1 && part.containsKey("communities") ->
                    ids(part.getValue("communities")).map(Communities::new);
            case null, default -> Optional.empty();
        };
    }

    private static Optional<Set<UUID>> ids(@Nullable Object value) {
        return value instanceof JsonArray texts
                ? ids(texts.stream().toList(), MOST_IDS)
                : Optional.empty();
    }

    /** From 1 to {@code most} ids; empty when one of them is none. */
    static Optional<Set<UUID>> ids(Collection<?> values, int most) {
        boolean allAre =
                values.stream()
                        .allMatch(value ->
                                value instanceof String text && ID.matcher(text).matches());
        return values.isEmpty() || values.size() > most || !allAre
                ? Optional.empty()
                : Optional.of(
                        values.stream()
                                .map(value -> UUID.fromString((String) value))
                                .collect(Collectors.toSet()));
    }
}
