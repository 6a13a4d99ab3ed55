package com.evaratech.node.stats;

import com.evaratech.common.access.Scope;
import java.util.UUID;

/**
 * The statements on the counters. What triggers append is added up by and by; whoever counts sees
 * both in one statement, and so what is committed.
 */
final class CountStatements {

    private static final UUID WHOLE_FLEET = new UUID(0, 0);

    /** Category, status and nodes of a scope; its id is the parameter, twice. */
    static final String COUNT =
            """
            select category, status, sum(nodes)::bigint as nodes
            from (select category, status, nodes from registry.node_count where scope = %1$s
                  union all
                  select category, status, nodes from registry.node_count_change where scope = %2$s) c
            group by category, status
            having sum(nodes) <> 0
            """;

    /** Adds up changes; one at a time does so. */
    static final String ADD_UP =
            """
            with taken as (
                delete from registry.node_count_change
                where number in (select number from registry.node_count_change order by number limit 10000)
                returning scope, category, status, nodes)
            insert into registry.node_count (scope, category, status, nodes)
            select scope, category, status, sum(nodes) from taken
            group by scope, category, status
            having sum(nodes) <> 0
            on conflict (scope, category, status) do update
            set nodes = node_count.nodes + excluded.nodes
            """;

    // "stat" in ASCII, and the table.
    static final String TRY_LOCK =
            "select pg_try_advisory_xact_lock(x'73746174'::int4, 'registry.node_count'::regclass::oid::int4)";

    private CountStatements() {}

    /** What the counters of a scope are found by. */
    static UUID idOf(Scope scope) {
        return scope.id().orElse(WHOLE_FLEET);
    }
}
