package com.evaratech.telemetry.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/** Adds to one table of rollups: one statement for all rows of a round. */
final class RollupTable {

    private final RollupColumns columns;
    private final String table;
    private final String key;
    private final String keyForm;
    // By the metrics that rounds carry: a fleet knows a few combinations.
    private final Map<List<Integer>, String> statements = new HashMap<>();

    private RollupTable(RollupColumns columns, String table, String key, String keyForm) {
        this.columns = columns;
        this.table = table;
        this.key = key;
        this.keyForm = keyForm;
    }

    /** That of quarters of an hour; its keys are milliseconds of the epoch. */
    static RollupTable ofQuarters(RollupColumns columns) {
        return new RollupTable(columns, columns.quarters(), "begins", "to_timestamp(key / 1000.0)");
    }

    /** That of days; its keys are days since the epoch. */
    static RollupTable ofDays(RollupColumns columns) {
        return new RollupTable(columns, columns.days(), "day", "date '1970-01-01' + key::int");
    }

    /**
     * Adds to rows.
     *
     * @param deltas at most one for each row
     * @return those whose counters did not come behind what was there: their rows are to be made
     *     anew
     */
    List<Delta> add(Connection transaction, List<Delta> deltas) throws SQLException {
        List<Integer> carried = carried(deltas);
        boolean hasCounter = carried.stream().anyMatch(columns::isCounter);
        String sql = statements.computeIfAbsent(carried, this::statement);
        try (var statement = transaction.prepareStatement(sql)) {
            bind(statement, carried, deltas);
            if (!hasCounter) {
                int _ = statement.executeUpdate();
                return List.of();
            }
            var untold = new ArrayList<Delta>();
            try (var places = statement.executeQuery()) {
                while (places.next()) {
                    untold.add(deltas.get(places.getInt(1) - 1));
                }
            }
            return untold;
        }
    }

    private String statement(List<Integer> carried) {
        List<RollupColumn> all =
                carried.stream().flatMap(place -> columns.at(place).stream()).toList();
        String add =
                """
                insert into %1$s as r (node_number, %2$s, %3$s)
                select node_number, %2$s, %3$s from given
                on conflict (node_number, %2$s) do update set %4$s
                """
                        .formatted(
                                table,
                                key,
                                join(all, RollupColumn::name),
                                join(all, column -> column.name() + " = " + column.merge()));
        String given =
                """
                with given as (
                    select ordinality, node_number, %1$s as %2$s, %3$s
                    from unnest(?::bigint[], ?::bigint[], %4$s)
                        with ordinality as given (node_number, key, %5$s, ordinality))
                """
                        .formatted(
                                keyForm,
                                key,
                                join(all, RollupColumn::given),
                                join(all, column -> "?::float8[]"),
                                join(all, RollupColumn::name));
        List<String> increases =
                carried.stream()
                        .filter(columns::isCounter)
                        .map(place -> columns.at(place).getLast().name())
                        .toList();
        if (increases.isEmpty()) {
            return given + add;
        }
        return """
        %1$s, added as (%2$s returning node_number, %3$s, %4$s)
        select ordinality from given join added using (node_number, %3$s) where %5$s
        """
                .formatted(
                        given,
                        add,
                        key,
                        String.join(", ", increases),
                        increases.stream()
                                .map(name -> "added.%s = %s".formatted(name, RollupColumn.UNTOLD))
                                .collect(Collectors.joining(" or ")));
    }

    private void bind(PreparedStatement statement, List<Integer> carried, List<Delta> deltas)
            throws SQLException {
        var arrays = statement.getConnection().unwrap(PGConnection.class);
        int parameter = 1;
        statement.setArray(
                parameter++,
                arrays.createArrayOf("bigint", deltas.stream().mapToLong(Delta::node).toArray()));
        statement.setArray(
                parameter++,
                arrays.createArrayOf("bigint", deltas.stream().mapToLong(Delta::key).toArray()));
        for (int place : carried) {
            int start = columns.start(place);
            for (int column = start; column < start + columns.at(place).size(); column++) {
                double[] values = new double[deltas.size()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = deltas.get(row).value(column);
                }
                statement.setArray(parameter++, arrays.createArrayOf("float8", values));
            }
        }
    }

    /** Places of the metrics that at least one row has something of. */
    private List<Integer> carried(List<Delta> deltas) {
        return IntStream.range(0, columns.size())
                .filter(place -> deltas.stream().anyMatch(delta -> has(delta, place)))
                .boxed()
                .toList();
    }

    private boolean has(Delta delta, int place) {
        int start = columns.start(place);
        return IntStream.range(start, start + columns.at(place).size())
                .anyMatch(column -> !Double.isNaN(delta.value(column)));
    }

    private static String join(List<RollupColumn> columns, Function<RollupColumn, String> form) {
        return columns.stream().map(form).collect(Collectors.joining(", "));
    }
}
