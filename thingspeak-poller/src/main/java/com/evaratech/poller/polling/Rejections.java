package com.evaratech.poller.polling;

import com.evaratech.common.reading.normalise.Rejection;
import com.evaratech.poller.polling.Judged.Sample;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes what was not accepted of channels' rows, and why. */
final class Rejections {

    private static final String COUNT =
            """
            insert into polling.rejection_count as c (channel_number, reason, row_count, value_count)
            values (?, ?, ?, ?)
            on conflict (channel_number, reason) do update
            set row_count = c.row_count + excluded.row_count,
                value_count = c.value_count + excluded.value_count
            """;

    private static final String SAMPLE =
            """
            insert into polling.rejection_sample
                (channel_number, entry_id, reason, field, value, allowed, noticed_at)
            values (?, ?, ?, ?, ?, ?, clock_timestamp())
            """;

    private static final String FORGET =
            """
            delete from polling.rejection_sample
            where channel_number = ? and number <= (
                select number from polling.rejection_sample
                where channel_number = ? order by number desc offset ? limit 1)
            """;

    private Rejections() {}

    /** Adds to the counts and keeps the latest samples of cursors that moved. */
    static void write(Connection transaction, List<Written> moved) throws SQLException {
        for (Written each : moved) {
            if (each.move() != null) {
                count(transaction, each.claim().number(), each.move().judged());
                sample(transaction, each.claim().number(), each.move().judged().samples());
            }
        }
    }

    private static void count(Connection transaction, long number, Judged judged)
            throws SQLException {
        if (judged.rejected().isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(COUNT)) {
            for (var each : judged.rejected().entrySet()) {
                statement.setLong(1, number);
                statement.setString(2, each.getKey().code());
                statement.setInt(3, each.getValue().rows());
                statement.setInt(4, each.getValue().values());
                statement.addBatch();
            }
            var _ = statement.executeBatch();
        }
    }

    private static void sample(Connection transaction, long number, List<Sample> samples)
            throws SQLException {
        if (samples.isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(SAMPLE)) {
            for (Sample sample : samples) {
                Rejection rejection = sample.rejection();
                statement.setLong(1, number);
                statement.setLong(2, sample.entryId());
                statement.setString(3, rejection.reason().code());
                statement.setString(4, rejection.field());
                // PostgreSQL's text has no place for it.
                statement.setString(5, rejection.value().replace("\0", "\\0"));
                statement.setString(6, rejection.allowed());
                statement.addBatch();
            }
            var _ = statement.executeBatch();
        }
        try (var statement = transaction.prepareStatement(FORGET)) {
            statement.setLong(1, number);
            statement.setLong(2, number);
            statement.setInt(3, Judged.MOST_SAMPLES);
            int _ = statement.executeUpdate();
        }
    }
}
