package com.evaratech.telemetry.readings;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a node's readings in order, packed or not. */
@Singleton
public class ReadingPages {

    private static final int GROWTH = 8;
    // Some hundred milliseconds of the database.
    private static final int MOST_REACH = 200_000;

    private final Pool database;

    ReadingPages(Pool database) {
        this.database = database;
    }

    /**
     * Which readings.
     *
     * @param kind of the node
     * @param node its number
     * @param metrics of the kind: readings that carry none of them are left out
     * @param from the first instant
     * @param until behind the last instant
     * @param isNewestFirst in which order
     * @param limit most readings, at least 1
     */
    public record Asked(
            Kind kind,
            long node,
            List<Metric> metrics,
            Instant from,
            Instant until,
            boolean isNewestFirst,
            int limit) {

        /** What is left beyond an edge; empty when that is nothing. */
        Optional<Asked> beyond(Instant edge, int found) {
            Instant begin = isNewestFirst ? from : edge;
            Instant end = isNewestFirst ? edge : until;
            return found < limit && begin.isBefore(end)
                    ? Optional.of(
                            new Asked(
                                    kind, node, metrics, begin, end, isNewestFirst, limit - found))
                    : Optional.empty();
        }
    }

    /** Rows with {@code recorded_at} and a column for each metric, as far as the limit goes. */
    public Uni<List<Row>> read(Asked asked) {
        return read(asked, asked.limit(), List.of());
    }

    private Uni<List<Row>> read(Asked asked, int reach, List<Row> before) {
        var sql =
                ReadingPageSql.of(
                        new ReadingSource(asked.kind()), asked.metrics(), asked.isNewestFirst());
        return database.preparedQuery(sql.numbered())
                .execute(
                        Tuple.of(
                                asked.node(),
                                utc(asked.from()),
                                utc(asked.until()),
                                asked.limit(),
                                reach))
                .chain(rows -> {
                    var found = new ArrayList<>(before);
                    Optional<Asked> rest = Optional.empty();
                    for (Row row : rows) {
                        if (row.getValue("recorded_at") != null) {
                            found.add(row);
                        }
                        rest =
                                asked.beyond(
                                        row.getOffsetDateTime("edge").toInstant(),
                                        found.size() - before.size());
                    }
                    // What was unpacked may have carried none of the metrics.
                    return rest.map(more -> read(more, further(reach), found))
                            .orElseGet(() -> Uni.createFrom().item(found));
                });
    }

    /** What carries a metric may lie years apart: a few queries come to the end of any span. */
    static int further(int reach) {
        return Math.max(reach, Math.min(reach * GROWTH, MOST_REACH));
    }

    /**
     * Asks for all readings of a node, oldest first, whatever they carry: rows with {@code
     * recorded_at} and a column for each metric; of a node that has none, one row with neither.
     *
     * @param from the first instant, or {@link OffsetDateTime#MIN}
     */
    public static PreparedStatement prepareAll(
            Connection connection, Kind kind, long node, OffsetDateTime from, int most)
            throws SQLException {
        var sql = ReadingPageSql.ofAll(new ReadingSource(kind));
        PreparedStatement statement = connection.prepareStatement(sql.asked());
        int place = 0;
        for (int parameter : sql.places()) {
            place++;
            switch (parameter) {
                case 1 -> statement.setLong(place, node);
                case 2 -> statement.setObject(place, from);
                case 3 -> statement.setObject(place, OffsetDateTime.MAX);
                default -> statement.setInt(place, most);
            }
        }
        return statement;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
