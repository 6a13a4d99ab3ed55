package com.evaratech.telemetry.packing;

import com.evaratech.common.sql.Transaction;
import com.evaratech.telemetry.aside.AsideDatabase;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The months in the database, and the function that packs them; blocks. */
@Singleton
class PackedMonths {

    // Some hundred milliseconds of the database, for which late readings of the month wait; the
    // row in which they end is packed whole.
    private static final int READINGS_AT_ONCE = 20_000;

    // "pack" in ASCII, and the table.
    private static final String TRY_LOCK =
            "select pg_try_advisory_xact_lock(x'7061636b'::int4, 'telemetry.latest'::regclass::oid::int4)";

    /** By the names of partitions; those without a row cost a look each. */
    private static final String COLD =
            """
            select kind, month from (
                select parts[1] as kind, to_date(parts[2], 'YYYY_MM') as month
                from (
                    select regexp_match(
                        c.relname, '^telemetry_(tank|flow|deep)_([0-9]{4}_[0-9]{2})$') as parts
                    from pg_inherits i
                    join pg_class c on c.oid = i.inhrelid
                    where i.inhparent = any(array[
                        'telemetry.telemetry_tank', 'telemetry.telemetry_flow',
                        'telemetry.telemetry_deep']::regclass[])) named
                where parts is not null) months
            where (month + interval '1 month')::timestamp at time zone 'UTC'
                <= now() - make_interval(days => ?)
            order by month, kind
            """;

    private static final String TOTALS =
            """
            select count(*), coalesce(sum(plain_bytes), 0), coalesce(sum(packed_bytes), 0)
            from telemetry.packed_month where packed_at is not null
            """;

    private final AsideDatabase database;

    PackedMonths(AsideDatabase database) {
        this.database = database;
    }

    /** The readings of one kind of node in a month. */
    record Month(String kind, LocalDate first) {}

    /**
     * What has been packed once at least; of tables with their indexes.
     *
     * @param plainBytes before
     * @param packedBytes after
     */
    record Totals(long months, long plainBytes, long packedBytes) {}

    /** The months that are past for so many days, the oldest first. */
    List<Month> cold(int days) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(COLD)) {
            statement.setInt(1, days);
            try (var rows = statement.executeQuery()) {
                var months = new ArrayList<Month>();
                while (rows.next()) {
                    months.add(new Month(rows.getString(1), rows.getObject(2, LocalDate.class)));
                }
                return months;
            }
        }
    }

    /**
     * Packs some of a month; how many readings, 0 when none are left. Empty when another replica
     * packs, or somebody writes or reads there just now.
     */
    OptionalLong pack(Month month, int days) throws SQLException {
        return Transaction.of(
                database,
                connection ->
                        locked(connection) ? pack(connection, month, days) : OptionalLong.empty());
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(TRY_LOCK);
                var rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static OptionalLong pack(Connection connection, Month month, int days)
            throws SQLException {
        try (var statement = connection.prepareStatement("select telemetry.pack(?, ?, ?, ?)")) {
            statement.setString(1, month.kind());
            statement.setObject(2, month.first(), Types.DATE);
            statement.setInt(3, days);
            statement.setInt(4, READINGS_AT_ONCE);
            try (var rows = statement.executeQuery()) {
                long packed = rows.next() ? rows.getLong(1) : 0;
                return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(packed);
            }
        }
    }

    Totals totals() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(TOTALS);
                var rows = statement.executeQuery()) {
            return rows.next()
                    ? new Totals(rows.getLong(1), rows.getLong(2), rows.getLong(3))
                    : new Totals(0, 0, 0);
        }
    }
}
