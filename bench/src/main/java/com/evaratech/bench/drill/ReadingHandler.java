package com.evaratech.bench.drill;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.consume.EntryHandler;
import com.evaratech.common.stream.consume.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A row for each reading; one that comes twice is refused by the primary key and so a dead letter,
 * which the drill finds.
 */
final class ReadingHandler implements EntryHandler<NodeReadings> {

    private static final String INSERT =
            """
            insert into drill.reading
            select node, to_timestamp(millis / 1000.0), level
            from unnest(?::bigint[], ?::bigint[], ?::float8[]) as row (node, millis, level)
            """;

    @Override
    public int newestSchema() {
        return ReadingsCodec.SCHEMA;
    }

    @Override
    public NodeReadings decode(Entry entry) {
        return ReadingsCodec.decode(entry);
    }

    @Override
    public void apply(Connection transaction, List<Received<NodeReadings>> round)
            throws SQLException {
        var nodes = round.stream().map(each -> each.content().nodeNumber()).toArray();
        var millis = round.stream().map(each -> only(each).recordedAtMillis()).toArray();
        var levels = round.stream().map(each -> only(each).value(Metric.WATER_LEVEL_CM)).toArray();
        try (var statement = transaction.prepareStatement(INSERT)) {
            statement.setArray(1, transaction.createArrayOf("bigint", nodes));
            statement.setArray(2, transaction.createArrayOf("bigint", millis));
            statement.setArray(3, transaction.createArrayOf("float8", levels));
            int _ = statement.executeUpdate();
        }
    }

    private static Reading only(Received<NodeReadings> received) {
        return received.content().readings().getFirst();
    }
}
