package com.evaratech.bench.streams;

import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.consume.EntryHandler;
import com.evaratech.common.stream.consume.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The trivial effect: a row for each reading. */
final class WritingHandler implements EntryHandler<NodeReadings> {

    private final ReadingRows rows;

    WritingHandler(ReadingRows rows) {
        this.rows = rows;
    }

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
        rows.insert(transaction, round.stream().map(Received::content).toList());
    }
}
