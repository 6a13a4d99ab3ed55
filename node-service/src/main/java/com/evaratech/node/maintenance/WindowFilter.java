package com.evaratech.node.maintenance;

import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.sql.Conditions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of the visible windows a list is about.
 *
 * @param communityId of this community, those of its nodes included; {@code null} for all
 * @param nodeId of this node alone; {@code null} for all
 * @param at that are under way then; {@code null} for all
 * @param after that end later; {@code null} for all
 */
record WindowFilter(
        @Nullable UUID communityId,
        @Nullable UUID nodeId,
        @Nullable Instant at,
        @Nullable Instant after) {

    /** Reads the query parameters. */
    static WindowFilter accept(
            @Nullable String community,
            @Nullable String node,
            @Nullable String at,
            @Nullable String after) {
        var query = new QueryParameters();
        var filter =
                new WindowFilter(
                        query.id("community", community),
                        query.id("node", node),
                        time(query, "at", at),
                        time(query, "ends_after", after));
        query.throwIfRefused();
        return filter;
    }

    Conditions narrow(Conditions visible) {
        var rows =
                visible.andIfGiven("w.community_id = {}", communityId)
                        .andIfGiven("w.node_id = {}", nodeId)
                        .andIfGiven("w.ends_at > {}", after);
        return at == null ? rows : rows.and("w.starts_at <= {} and w.ends_at > {}", at, at);
    }

    private static @Nullable Instant time(
            QueryParameters query, String name, @Nullable String text) {
        return query.choice(
                name,
                text,
                WindowFilter::parse,
                "a time with its offset, like 2026-01-31T06:30:00Z");
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
