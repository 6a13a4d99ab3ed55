package com.evaratech.alert.evaluate;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The table of states: a row for each node under each rule that has judged a reading of it. */
final class StateTable {

    private static final String OK = "ok";
    private static final String PENDING = "pending";
    private static final String FIRING = "firing";

    private static final String LOAD =
            """
            select rule_number, node_number, rule_version, evaluated_ms, phase = 'firing', since_ms, memory
            from alerting.rule_state where partition =
            """;

    // By the table's own check, only what is ok has no time.
    private static final long NONE = Long.MIN_VALUE;

    private static final String WRITE =
            """
            insert into alerting.rule_state
                (partition, rule_number, node_number, rule_version, evaluated_ms, phase, since_ms, memory)
            select partition, rule_number, node_number, rule_version, evaluated_ms, phase,
                   case when phase = 'ok' then null else since_ms end, memory::double precision[]
            from unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[],
                        ?::text[])
                as given (partition, rule_number, node_number, rule_version, evaluated_ms, phase, since_ms,
                          memory)
            on conflict (rule_number, node_number) do update
            set partition = excluded.partition, rule_version = excluded.rule_version,
                evaluated_ms = excluded.evaluated_ms, phase = excluded.phase,
                since_ms = excluded.since_ms, memory = excluded.memory
            """;

    private static final String REMOVE =
            """
            delete from alerting.rule_state as state
            using unnest(?::bigint[], ?::bigint[]) as gone (rule_number, node_number)
            where state.rule_number = gone.rule_number and state.node_number = gone.node_number
            """;

    private StateTable() {}

    /** Reads the states of these partitions into memory, replacing what was there. */
    static void load(Connection transaction, Set<Integer> partitions, States into)
            throws SQLException {
        into.drop(partitions);
        for (int partition : partitions) {
            Judged judged = JudgedTable.load(transaction, partition);
            CopiedRow.each(transaction, LOAD + partition, row -> put(partition, row, judged, into));
        }
    }

    private static void put(int partition, CopiedRow row, Judged judged, States into) {
        var key = new StateKey(partition, row.number(), row.number());
        long version = row.number();
        long evaluated = judged.atLeast(row.number(), key.ruleNumber(), key.nodeNumber());
        Phase phase = phase(row.flag(), row.numberOr(NONE));
        into.put(key, new RuleState(version, evaluated, phase, Memory.of(row.decimals())));
    }

    private static Phase phase(boolean isFiring, long since) {
        if (since == NONE) {
            return Phase.OK;
        }
        return isFiring ? new Phase.Firing(since) : new Phase.Pending(since);
    }

    /** Writes states, new ones and known ones. */
    static void write(Connection transaction, Map<StateKey, RuleState> states) throws SQLException {
        if (states.isEmpty()) {
            return;
        }
        var keys = states.keySet();
        var values = states.values();
        try (var statement = transaction.prepareStatement(WRITE)) {
            // Of primitives the driver makes arrays in binary form.
            var arrays = transaction.unwrap(PGConnection.class);
            statement.setArray(
                    1,
                    arrays.createArrayOf(
                            "int", keys.stream().mapToInt(StateKey::partition).toArray()));
            statement.setArray(2, numbers(arrays, keys, StateKey::ruleNumber));
            statement.setArray(3, numbers(arrays, keys, StateKey::nodeNumber));
            statement.setArray(4, numbers(arrays, values, RuleState::conditionVersion));
            statement.setArray(5, numbers(arrays, values, RuleState::evaluatedMillis));
            statement.setArray(
                    6,
                    transaction.createArrayOf(
                            "text", values.stream().map(StateTable::name).toArray()));
            statement.setArray(7, numbers(arrays, values, StateTable::since));
            statement.setArray(
                    8,
                    transaction.createArrayOf(
                            "text", values.stream().map(StateTable::memory).toArray()));
            int _ = statement.executeUpdate();
        }
    }

    /** Forgets states. */
    static void remove(Connection transaction, Set<StateKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(REMOVE)) {
            var arrays = transaction.unwrap(PGConnection.class);
            statement.setArray(1, numbers(arrays, keys, StateKey::ruleNumber));
            statement.setArray(2, numbers(arrays, keys, StateKey::nodeNumber));
            int _ = statement.executeUpdate();
        }
    }

    /** As PostgreSQL writes an array; {@code null} when there is nothing to remember. */
    private static @Nullable String memory(RuleState state) {
        return state.memory() instanceof Memory.None
                ? null
                : Arrays.stream(state.memory().numbers())
                        .mapToObj(Double::toString)
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String name(RuleState state) {
        return switch (state.phase()) {
            case Phase.Ok _ -> OK;
            case Phase.Pending _ -> PENDING;
            case Phase.Firing _ -> FIRING;
        };
    }

    /** Since when the condition has held; of no meaning when it does not. */
    private static long since(RuleState state) {
        return switch (state.phase()) {
            case Phase.Ok _ -> 0;
            case Phase.Pending(long since) -> since;
            case Phase.Firing(long since) -> since;
        };
    }

    private static <T> Array numbers(
            PGConnection arrays, Collection<T> rows, ToLongFunction<? super T> field)
            throws SQLException {
        return arrays.createArrayOf("bigint", rows.stream().mapToLong(field).toArray());
    }
}
