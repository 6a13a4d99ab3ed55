package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.Entry;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user of streams writes: here every entry is a number, and its effect is a row with it. */
final class Counting implements EntryHandler<Long> {

    static final int NUMBER = 1;

    private final String schema;

    Counting(String schema) {
        this.schema = schema;
    }

    static Entry entry(long key, long number) {
        byte[] payload = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return new Entry(1, NUMBER, key, null, payload);
    }

    @Override
    public int newestSchema() {
        return 1;
    }

    @Override
    public @Nullable Long decode(Entry entry) {
        return entry.kind() == NUMBER ? ByteBuffer.wrap(entry.payload()).getLong() : null;
    }

    @Override
    public void apply(Connection transaction, List<Received<Long>> round) throws SQLException {
        var keys = round.stream().map(received -> received.entry().key()).toArray();
        var values = round.stream().map(Received::content).toArray();
        var sql =
                "insert into %s.effect (key, value) select * from unnest(?::bigint[], ?::bigint[])"
                        .formatted(schema);
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setArray(1, transaction.createArrayOf("bigint", keys));
            statement.setArray(2, transaction.createArrayOf("bigint", values));
            int _ = statement.executeUpdate();
        }
    }
}
