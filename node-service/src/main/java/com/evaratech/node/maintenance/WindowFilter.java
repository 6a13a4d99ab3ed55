package com.evaratech.node.maintenance;

import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.sql.Conditions;
import java.time.Instant;
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
                        query.time("at", at),
                        query.time("ends_after", after));
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
}
