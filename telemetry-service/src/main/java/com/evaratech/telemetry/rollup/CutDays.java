package com.evaratech.telemetry.rollup;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Tells whether rows of days can answer: they are those of the node's own zone. */
@Singleton
public class CutDays {

    private static final String ARE_ALL =
            """
            select count(*) filter (where zone = $2) = count(*) as are_all
            from telemetry.day_zone where node_number = any($1)
            """;

    private static final String COMMONEST =
            """
            select zone from telemetry.day_zone where node_number = any($1)
            group by zone order by count(*) desc, zone limit 1
            """;

    private final Pool database;

    CutDays(Pool database) {
        this.database = database;
    }

    /**
     * Whether the days of all these nodes are those of a zone; else quarters of an hour must
     * answer, which days of every zone consist of.
     */
    public Uni<Boolean> areOf(ZoneId zone, List<Long> nodes) {
        return database.preparedQuery(ARE_ALL)
                .execute(Tuple.of(nodes.toArray(Long[]::new), zone.getId()))
                .map(rows -> rows.iterator().next().getBoolean("are_all"));
    }

    /** The zone whose days most of these nodes have; empty when none of them has any. */
    public Uni<Optional<ZoneId>> commonestZone(List<Long> nodes) {
        return database.preparedQuery(COMMONEST)
                .execute(Tuple.of(nodes.toArray(Long[]::new)))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .findFirst()
                                .map(row -> ZoneId.of(row.getString("zone"))));
    }
}
