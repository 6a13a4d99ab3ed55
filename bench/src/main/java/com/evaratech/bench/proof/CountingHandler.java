package com.evaratech.bench.proof;

import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.consume.EntryHandler;
import com.evaratech.common.stream.consume.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The effect of an entry is a row with its number; the database refuses what tastes refused. */
final class CountingHandler implements EntryHandler<Long> {

    /** What the handler's role needs, with %1$s the schema. */
    static final String TABLES =
            """
            create table %1$s.effect (
                number bigint generated always as identity,
                key    bigint  not null,
                value  bigint  not null,
                good   boolean not null check (good));
            create index on %1$s.effect (value)
            """;

    private static final double MILLIS_PER_SECOND = 1e3;

    private final String schema;
    private final int millisPerEntry;

    /** A handler whose rounds take that long for each of their entries. */
    CountingHandler(String schema, int millisPerEntry) {
        this.schema = schema;
        this.millisPerEntry = millisPerEntry;
    }

    @Override
    public int newestSchema() {
        return 1;
    }

    @Override
    public Long decode(Entry entry) {
        if (Numbered.taste(entry) == Numbered.Taste.UNREADABLE) {
            throw new IllegalArgumentException("tastes unreadable: " + Numbered.number(entry));
        }
        return Numbered.number(entry);
    }

    @Override
    public void apply(Connection transaction, List<Received<Long>> round) throws SQLException {
        var keys = round.stream().map(received -> received.entry().key()).toArray();
        var values = round.stream().map(Received::content).toArray();
        var good =
                round.stream()
                        .map(received -> Numbered.taste(received.entry()) == Numbered.Taste.GOOD)
                        .toArray();
        var sql =
                """
                insert into %s.effect (key, value, good)
                select * from unnest(?::bigint[], ?::bigint[], ?::boolean[])
                """
                        .formatted(schema);
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setArray(1, transaction.createArrayOf("bigint", keys));
            statement.setArray(2, transaction.createArrayOf("bigint", values));
            statement.setArray(3, transaction.createArrayOf("boolean", good));
            int _ = statement.executeUpdate();
        }
        if (millisPerEntry > 0) {
            try (var statement = transaction.prepareStatement("select pg_sleep(?)")) {
                statement.setDouble(1, round.size() * millisPerEntry / MILLIS_PER_SECOND);
                boolean _ = statement.execute();
            }
        }
    }
}
