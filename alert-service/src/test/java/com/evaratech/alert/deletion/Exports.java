package com.evaratech.alert.deletion;

import com.evaratech.common.access.Placement;
import com.evaratech.local.testing.EvaraServers;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Exports of nodes that were deleted, as the job leaves them. */
public final class Exports {

    private Exports() {}

    /** An export that can be read, of a node without alerts. */
    public static UUID ready(Placement place) throws SQLException {
        var export = UUID.randomUUID();
        try (var owner = EvaraServers.connectAsOwner("alerting");
                var insert =
                        owner.prepareStatement(
                                """
                                insert into alerting.forgotten_node
                                    (number, partition, node_id, export_id, kind, distributor_id,
                                     community_id, customer_id, forgotten_at, kept_until, state)
                                values (?, 0, gen_random_uuid(), ?, 'TANK', ?, ?, ?, now(),
                                    now() + interval '1 day', 'removed')
                                """)) {
            insert.setLong(1, ThreadLocalRandom.current().nextLong(1L << 41, 1L << 42));
            insert.setObject(2, export);
            insert.setObject(3, place.distributorId());
            insert.setObject(4, place.communityId());
            insert.setObject(5, place.customerId());
            int _ = insert.executeUpdate();
        }
        return export;
    }
}
