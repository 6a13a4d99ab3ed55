package com.evaratech.telemetry.laying;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.sql.Transaction;
import com.evaratech.telemetry.aside.AsideDatabase;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of rollups, and the function that lays their rows together; blocks. */
@Singleton
class LaidRollups {

    // A quarter of a second of the database, for which late readings of these rows wait. With
    // less, a node's page would be taken up more often for one row each.
    private static final int ROWS_AT_ONCE = 10_000;

    private static final String LAY = "select nodes, laid from telemetry.lay_rollups(?, ?, ?)";
    private static final String UNTIL =
            "select what, min(laid_until) from telemetry.laid_rollups group by what";

    private final AsideDatabase database;

    LaidRollups(AsideDatabase database) {
        this.database = database;
    }

    /** What a row of a table is of. */
    enum What {
        QUARTER,
        DAY;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rollups of one kind of node. */
    record Table(What what, Kind kind) {

        /** All of them. */
        static List<Table> all() {
            return Stream.of(What.values())
                    .flatMap(what -> Stream.of(Kind.values()).map(kind -> new Table(what, kind)))
                    .toList();
        }
    }

    /**
     * What was done at once.
     *
     * @param nodes how many; 0 when there was nothing to do
     */
    record Portion(int nodes, long rows) {}

    /**
     * Lays rows of some nodes together. Empty when another replica does, when somebody takes
     * rollups away or begins those of a node just now, or while the server has to clean up first.
     */
    Optional<Portion> lay(Table table) throws SQLException {
        return Transaction.of(
                database,
                connection -> {
                    try (var statement = connection.prepareStatement(LAY)) {
                        statement.setString(1, table.what().code());
                        statement.setString(2, table.kind().name().toLowerCase(Locale.ROOT));
                        statement.setInt(3, ROWS_AT_ONCE);
                        try (var rows = statement.executeQuery()) {
                            boolean _ = rows.next();
                            int nodes = rows.getInt(1);
                            return rows.wasNull()
                                    ? Optional.empty()
                                    : Optional.of(new Portion(nodes, rows.getLong(2)));
                        }
                    }
                });
    }

    /** The first day of which some kind's rows do not lie together yet. */
    Map<What, LocalDate> until() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(UNTIL);
                var rows = statement.executeQuery()) {
            var until = new EnumMap<What, LocalDate>(What.class);
            while (rows.next()) {
                var what = What.valueOf(rows.getString(1).toUpperCase(Locale.ROOT));
                var _ = until.put(what, rows.getObject(2, LocalDate.class));
            }
            return until;
        }
    }
}
