package com.evaratech.telemetry.history;

import com.evaratech.common.sql.Transaction;
import com.evaratech.telemetry.aside.AsideDatabase;
import com.evaratech.telemetry.history.ImportWork.Progress;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table of imports, for those who go on with them. Whoever works on one holds a lease and a
 * number, its epoch; what is written under another number has no effect.
 */
@Singleton
class WorkRepository {

    /** More errors of an import are counted, and not kept. */
    static final int MOST_ERRORS = 1_000;

    // Longer than a portion takes, with the longest wait for the writer.
    private static final String TAKE =
            """
            update telemetry.history_import
            set epoch = epoch + 1, lease_until = now() + interval '3 minutes', touched_at = now()
            where number = (
                select number from telemetry.history_import
                where state = 'running' and lease_until < now()
                order by touched_at limit 1 for update skip locked)
            returning number, epoch, format, meaning, community_id, node_id, received, position,
                line, header, rows, stored, merged, duplicate, conflict, rejected, errors, ahead
            """;

    private static final String GIVE_UP_THOSE_NOBODY_SENDS =
            """
            with ended as (
                update telemetry.history_import
                set state = 'cancelled', finished_at = now()
                where state = 'receiving' and touched_at < now() - interval '7 days'
                returning number)
            delete from telemetry.history_import_piece
            where import_number in (select number from ended)
            """;

    private static final String READ =
            """
            select start, content from telemetry.history_import_piece
            where import_number = ? and start > ? - ? and start < ? order by start
            """;

    private static final String SETTLE =
            """
            update telemetry.history_import
            set position = ?, line = ?, rows = ?, stored = ?, merged = ?, duplicate = ?,
                conflict = ?, rejected = ?, errors = ?, ahead = null, lease_until = '-infinity'
            where number = ? and epoch = ? and state = 'running'
            """;

    private static final String FINISH =
            """
            with ended as (
                update telemetry.history_import
                set state = ?, failure = ?, finished_at = now(), ahead = null
                where number = ? and epoch = ? and state = 'running' returning number)
            delete from telemetry.history_import_piece
            where import_number in (select number from ended)
            """;

    private final AsideDatabase database;

    WorkRepository(AsideDatabase database) {
        this.database = database;
    }

    /** Takes the import that waited longest, if one does. */
    Optional<ImportWork> take() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(TAKE);
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(work(rows)) : Optional.empty();
        }
    }

    void giveUpThoseNobodySends() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(GIVE_UP_THOSE_NOBODY_SENDS)) {
            int _ = statement.executeUpdate();
        }
    }

    /** A part of the file, shorter where the file ends. */
    byte[] read(long number, long from, int length) throws SQLException {
        var bytes = new ByteArrayOutputStream();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(READ)) {
            statement.setLong(1, number);
            statement.setLong(2, from);
            statement.setInt(3, ImportService.PIECE_BYTES);
            statement.setLong(4, from + length);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    byte[] piece = rows.getBytes(2);
                    int skipped = (int) Math.max(0, from - rows.getLong(1));
                    int taken = Math.min(piece.length - skipped, length - bytes.size());
                    bytes.write(piece, Math.min(skipped, piece.length), Math.max(0, taken));
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Notes the line of names, and where rows begin; whether the import is still ours. */
    boolean begin(ImportWork work, String header, long position, long line) throws SQLException {
        var sql =
                """
                update telemetry.history_import
                set header = ?, position = ?, line = ?, lease_until = '-infinity'
                where number = ? and epoch = ? and state = 'running'
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, header);
            statement.setLong(2, position);
            statement.setLong(3, line);
            statement.setLong(4, work.number());
            statement.setLong(5, work.epoch());
            return statement.executeUpdate() == 1;
        }
    }

    /** Notes what a portion will have become; whether the import is still ours. */
    boolean decide(ImportWork work, Ahead ahead) throws SQLException {
        var sql =
                """
                update telemetry.history_import set ahead = ?::jsonb
                where number = ? and epoch = ? and state = 'running'
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, ahead.toJson());
            statement.setLong(2, work.number());
            statement.setLong(3, work.epoch());
            return statement.executeUpdate() == 1;
        }
    }

    /** Lets others go on with it. */
    void release(ImportWork work) throws SQLException {
        var sql =
                """
                update telemetry.history_import set lease_until = '-infinity'
                where number = ? and epoch = ?
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, work.number());
            statement.setLong(2, work.epoch());
            int _ = statement.executeUpdate();
        }
    }

    /** A portion is stored: all that follows from it; whether the import is still ours. */
    boolean settle(ImportWork work, Ahead ahead, List<ImportError> errors) throws SQLException {
        ImportCounts before = work.progress().counts();
        ImportCounts counts = before.plus(ahead.counts());
        int room = (int) Math.max(0, MOST_ERRORS - before.errors());
        List<ImportError> kept = errors.subList(0, Math.min(room, errors.size()));
        return Transaction.of(
                database,
                connection -> {
                    boolean isOurs = settle(connection, work, ahead, counts);
                    if (isOurs && !kept.isEmpty()) {
                        keep(connection, work.number(), kept);
                    }
                    return isOurs;
                });
    }

    /**
     * Ends it.
     *
     * @param failure why its file cannot be read; empty when all of it was
     */
    void finish(ImportWork work, Optional<String> failure) throws SQLException {
        var state = failure.isPresent() ? ImportState.FAILED : ImportState.DONE;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(FINISH)) {
            statement.setString(1, state.code());
            statement.setString(2, failure.orElse(null));
            statement.setLong(3, work.number());
            statement.setLong(4, work.epoch());
            int _ = statement.executeUpdate();
        }
    }

    private static boolean settle(
            Connection connection, ImportWork work, Ahead ahead, ImportCounts counts)
            throws SQLException {
        try (var statement = connection.prepareStatement(SETTLE)) {
            long[] values = {
                ahead.position(),
                ahead.line(),
                counts.rows(),
                counts.stored(),
                counts.merged(),
                counts.duplicate(),
                counts.conflict(),
                counts.rejected(),
                counts.errors(),
                work.number(),
                work.epoch()
            };
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }

    private static void keep(Connection connection, long number, List<ImportError> errors)
            throws SQLException {
        var sql =
                """
                insert into telemetry.history_import_error
                    (import_number, line, column_name, value, reason, allowed)
                values (?, ?, ?, ?, ?, ?)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            for (ImportError error : errors) {
                statement.setLong(1, number);
                statement.setLong(2, error.line());
                statement.setString(3, storable(error.column()));
                statement.setString(4, storable(error.value()));
                statement.setString(5, error.reason());
                statement.setString(6, error.allowed());
                statement.addBatch();
            }
            int[] _ = statement.executeBatch();
        }
    }

    /** PostgreSQL's text has no U+0000. */
    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }

    private static ImportWork work(ResultSet row) throws SQLException {
        String ahead = row.getString("ahead");
        return new ImportWork(
                row.getLong("number"),
                row.getLong("epoch"),
                ImportFormat.find(row.getString("format")).orElseThrow(),
                Meaning.fromJson(row.getString("meaning")),
                row.getObject("community_id", UUID.class),
                row.getObject("node_id", UUID.class),
                row.getLong("received"),
                new Progress(
                        row.getLong("position"),
                        row.getLong("line"),
                        row.getString("header"),
                        ImportRepository.counts(row)),
                ahead == null ? null : Ahead.fromJson(ahead));
    }
}
