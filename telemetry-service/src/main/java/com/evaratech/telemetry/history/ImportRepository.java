package com.evaratech.telemetry.history;

import com.evaratech.common.access.Scope;
import com.evaratech.common.audit.AuditRow.Tenant;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of imports, for those who made them; each method is one statement, or two. */
final class ImportRepository {

    private static final String COLUMNS =
            """
            number, id, format, node_id, distributor_id, community_id, customer_id, state, received,
            position, rows, stored, merged, duplicate, conflict, rejected, errors, failure,
            created_by, created_at, finished_at
            """;

    private ImportRepository() {}

    /** Where an import belongs. */
    record Place(
            UUID distributorId,
            UUID communityId,
            @Nullable UUID customerId,
            @Nullable UUID nodeId) {}

    /** How many of a community are not finished; they are kept from becoming more meanwhile. */
    static int countUnfinished(Connection connection, UUID communityId) throws SQLException {
        try (var lock =
                connection.prepareStatement(
                        "select pg_advisory_xact_lock(hashtext('telemetry.history_import'))")) {
            boolean _ = lock.execute();
        }
        var sql =
                """
                select count(*) from telemetry.history_import
                where state in ('receiving', 'running') and community_id = ?
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, communityId);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    /** Bytes of the files of all imports that are not finished: those of others are gone. */
    static long keptBytes(Connection connection) throws SQLException {
        var sql =
                """
                select coalesce(sum(received), 0)::bigint from telemetry.history_import
                where state in ('receiving', 'running')
                """;
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    static HistoryImport add(
            Connection connection, ImportFormat format, Place place, Meaning meaning, String author)
            throws SQLException {
        var sql =
                """
                insert into telemetry.history_import
                    (id, format, distributor_id, community_id, customer_id, node_id, meaning, created_by)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?) returning %s
                """
                        .formatted(COLUMNS);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.randomUUID());
            statement.setString(2, format.code());
            statement.setObject(3, place.distributorId());
            statement.setObject(4, place.communityId());
            statement.setObject(5, place.customerId());
            statement.setObject(6, place.nodeId());
            statement.setString(7, meaning.toJson());
            statement.setString(8, author);
            return one(statement).orElseThrow();
        }
    }

    static Optional<HistoryImport> find(Connection connection, Scope scope, UUID id)
            throws SQLException {
        var sql =
                "select %s from telemetry.history_import where id = ? and %s"
                        .formatted(COLUMNS, restriction(scope));
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            if (scope.id().isPresent()) {
                statement.setObject(2, scope.id().get());
            }
            return one(statement);
        }
    }

    /** A page, newest first. */
    static Page<HistoryImport> list(Connection connection, Scope scope, PageRequest page)
            throws SQLException {
        var sql =
                """
                select %s from telemetry.history_import
                where -number > ? and %s order by number desc limit ?
                """
                        .formatted(COLUMNS, restriction(scope));
        try (var statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            statement.setLong(parameter++, page.after());
            if (scope.id().isPresent()) {
                statement.setObject(parameter++, scope.id().get());
            }
            statement.setInt(parameter, page.rowsToFetch());
            var imports = new ArrayList<HistoryImport>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    imports.add(row(rows));
                }
            }
            return Page.of(page, imports, each -> -each.number());
        }
    }

    static Page<ImportError> errors(Connection connection, long number, PageRequest page)
            throws SQLException {
        var sql =
                """
                select number, line, column_name, value, reason, allowed
                from telemetry.history_import_error
                where import_number = ? and number > ? order by number limit ?
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, number);
            statement.setLong(2, page.after());
            statement.setInt(3, page.rowsToFetch());
            List<ImportError> errors = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    errors.add(
                            new ImportError(
                                    rows.getLong("number"),
                                    rows.getLong("line"),
                                    rows.getString("column_name"),
                                    rows.getString("value"),
                                    rows.getString("reason"),
                                    rows.getString("allowed")));
                }
            }
            return Page.of(page, errors, ImportError::number);
        }
    }

    /** Adds a piece of the file; whether it is the one that comes next. */
    static boolean append(Connection connection, long number, long start, byte[] piece)
            throws SQLException {
        var sql =
                """
                with moved as (
                    update telemetry.history_import
                    set received = received + octet_length(?), touched_at = now()
                    where number = ? and state = 'receiving' and received = ? returning number)
                insert into telemetry.history_import_piece (import_number, start, content)
                select number, ?, ? from moved
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, piece);
            statement.setLong(2, number);
            statement.setLong(3, start);
            statement.setLong(4, start);
            statement.setBytes(5, piece);
            return statement.executeUpdate() == 1;
        }
    }

    /** Tells that the file is whole; whether it was awaited, and has this length. */
    static boolean complete(Connection connection, long number, long length) throws SQLException {
        var sql =
                """
                update telemetry.history_import set state = 'running', touched_at = now()
                where number = ? and state = 'receiving' and received = ?
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, number);
            statement.setLong(2, length);
            return statement.executeUpdate() == 1;
        }
    }

    /** Ends it, unless it has ended; from here on nobody goes on with it. */
    static boolean cancel(Connection connection, long number) throws SQLException {
        var sql =
                """
                with ended as (
                    update telemetry.history_import
                    set state = 'cancelled', finished_at = now(), epoch = epoch + 1
                    where number = ? and state in ('receiving', 'running') returning number),
                gone as (
                    delete from telemetry.history_import_piece
                    where import_number in (select number from ended))
                select count(*) from ended
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, number);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1;
            }
        }
    }

    private static String restriction(Scope scope) {
        return scope.column().map(column -> column + " = ?").orElse("true");
    }

    private static Optional<HistoryImport> one(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(row(rows)) : Optional.empty();
        }
    }

    private static HistoryImport row(ResultSet row) throws SQLException {
        return new HistoryImport(
                row.getLong("number"),
                row.getObject("id", UUID.class),
                ImportFormat.find(row.getString("format")).orElseThrow(),
                row.getObject("node_id", UUID.class),
                row.getObject("community_id", UUID.class),
                new Tenant(
                        row.getObject("distributor_id", UUID.class),
                        row.getObject("community_id", UUID.class),
                        row.getObject("customer_id", UUID.class)),
                ImportState.of(row.getString("state")),
                row.getLong("received"),
                row.getLong("position"),
                counts(row),
                row.getString("failure"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("finished_at", OffsetDateTime.class)));
    }

    /** The counts of a row that has their columns. */
    static ImportCounts counts(ResultSet row) throws SQLException {
        return new ImportCounts(
                row.getLong("rows"),
                row.getLong("stored"),
                row.getLong("merged"),
                row.getLong("duplicate"),
                row.getLong("conflict"),
                row.getLong("rejected"),
                row.getLong("errors"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
