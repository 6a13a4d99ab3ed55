package com.evaratech.telemetry.deletion;

import com.evaratech.common.access.Placement;
import com.evaratech.local.testing.EvaraServers;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Exports of nodes that were deleted, as the job leaves them. */
public final class Exports {

    private Exports() {}

    /** An export that can be read, of a node without readings. */
    public static UUID ready(Placement place) throws SQLException {
        return inState(place, "removed", "1 day");
    }

    /**
     * An export that nobody works on.
     *
     * @param kept how much longer, as PostgreSQL writes intervals
     */
    static UUID inState(Placement place, String state, String kept) throws SQLException {
        var export = UUID.randomUUID();
        try (var owner = EvaraServers.connectAsOwner("telemetry");
                var insert =
                        owner.prepareStatement(
                                """
                                with node as (
                                    insert into telemetry.forgotten_node
                                        (number, partition, node_id, export_id, kind, distributor_id,
                                         community_id, customer_id, forgotten_at, kept_until, state,
                                         chunks, next_try_at)
                                    values (?, 0, gen_random_uuid(), ?, 'TANK', ?, ?, ?, now(),
                                        now() + cast(? as interval), ?, 1, now() + interval '1 year')
                                    returning export_id)
                                insert into telemetry.export_chunk (export_id, place, content)
                                select export_id, 0, '' from node
                                """)) {
            insert.setLong(1, ThreadLocalRandom.current().nextLong(1L << 41, 1L << 42));
            insert.setObject(2, export);
            insert.setObject(3, place.distributorId());
            insert.setObject(4, place.communityId());
            insert.setObject(5, place.customerId());
            insert.setString(6, kept);
            insert.setString(7, state);
            int _ = insert.executeUpdate();
        }
        return export;
    }
}
