package com.evaratech.alert.evaluate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** States as they are written and loaded again, in partitions that no reading is in. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class StateTableIT {

    private static final AtomicInteger PARTITION = new AtomicInteger(1_000);
    private static final long NODE = 7_000_000_000L;

    private final int partition = PARTITION.addAndGet(2);
    private final States loaded = new States();

    private interface Work {
        void on(Connection transaction) throws SQLException;
    }

    private static void inTransaction(Work work) throws SQLException {
        try (Connection connection = EvaraServers.connectAsRuntime("alerting")) {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
        }
    }

    private StateKey key(long rule) {
        return new StateKey(partition, rule, NODE + partition);
    }

    @Test
    void shouldLoadWhatWasWritten() throws SQLException {
        Map<StateKey, RuleState> states = new HashMap<>();
        states.put(key(1), new RuleState(1, 10, Phase.OK));
        states.put(key(2), new RuleState(Long.MAX_VALUE, -1, new Phase.Pending(-20)));
        states.put(key(3), new RuleState(3, 30, new Phase.Firing(0)));
        states.put(key(4), new RuleState(4, 40, Phase.OK, new Memory.Pump(true, 1, 2)));
        states.put(key(5), new RuleState(5, 50, Phase.OK, new Memory.Parts(5, List.of(1L, 2L))));
        states.put(
                key(6), new RuleState(6, 60, Phase.OK, new Memory.Night(1, 2, Double.NaN, 255, 3)));
        states.put(
                key(7),
                new RuleState(
                        7,
                        70,
                        new Phase.Firing(5),
                        Samples.of(
                                new double[] {
                                    Samples.CODE, 1.8e12, 1.0e-300, 1.9e12, Double.NEGATIVE_INFINITY
                                })));

        inTransaction(transaction -> StateTable.write(transaction, states));
        inTransaction(transaction -> StateTable.load(transaction, Set.of(partition), loaded));

        assertThat(loaded.ofNode(partition, NODE + partition).size()).isEqualTo(states.size());
        states.forEach((key, state) ->
                assertThat(told(requireNonNull(loaded.find(key)))).isEqualTo(told(state)));
        assertThat(loaded.notable(partition)).containsExactlyInAnyOrder(key(2), key(3), key(7));
    }

    /** All of it: memories are the same only where nothing was written and read. */
    private static List<Object> told(RuleState state) {
        return List.of(
                state.conditionVersion(),
                state.evaluatedMillis(),
                state.phase(),
                state.memory().getClass(),
                Arrays.stream(state.memory().numbers()).boxed().toList());
    }

    @Test
    void shouldLoadHowFarANodeIsJudgedWhereThatIsFurther() throws SQLException {
        var judged = new States();
        LongStream.of(1, 2, 9).forEach(rule -> judged.put(key(rule), at(100)));
        judged.put(key(9), at(5));
        Map<StateKey, RuleState> states = Map.of(key(1), at(50), key(2), at(200), key(3), at(7));

        inTransaction(transaction -> {
            StateTable.write(transaction, states);
            JudgedTable.write(
                    transaction, Set.of(new JudgedNode(partition, NODE + partition)), judged);
        });
        inTransaction(transaction -> StateTable.load(transaction, Set.of(partition), loaded));

        assertThat(loaded.find(key(1))).isEqualTo(at(100));
        assertThat(loaded.find(key(2))).isEqualTo(at(200));
        assertThat(loaded.find(key(3))).isEqualTo(at(7));
        // Of a rule that has let go of its node nothing is known any more.
        assertThat(loaded.find(key(9))).isNull();
    }

    @Test
    void shouldReplaceWhatWasThereOfThePartitionsItLoadsAndNothingElse() throws SQLException {
        var gone = new StateKey(partition, 1, NODE);
        var other = new StateKey(partition + 1, 1, NODE + 1);
        loaded.put(gone, new RuleState(1, 1, new Phase.Firing(1)));
        loaded.put(other, at(1));
        inTransaction(transaction -> StateTable.write(transaction, Map.of(key(1), at(1))));

        inTransaction(transaction -> StateTable.load(transaction, Set.of(partition), loaded));

        assertThat(loaded.find(gone)).isNull();
        assertThat(loaded.notable(partition)).isEmpty();
        assertThat(loaded.find(key(1))).isEqualTo(at(1));
        assertThat(loaded.find(other)).isEqualTo(at(1));
    }

    @Test
    void shouldLoadNothingOfAPartitionWithoutStates() throws SQLException {
        inTransaction(transaction -> StateTable.load(transaction, Set.of(partition), loaded));

        assertThat(loaded.failing(partition, (rule, state) -> false)).isEmpty();
    }

    /** A connection that is still copying would keep whoever has it next waiting for ever. */
    @Test
    @Timeout(60)
    void shouldEndTheCopyWhenARowCannotBeRead() throws SQLException {
        try (Connection connection = EvaraServers.connectAsRuntime("alerting")) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, (int) Duration.ofSeconds(30).toMillis());

            assertThatThrownBy(() ->
                            CopiedRow.each(
                                    connection,
                                    "select generate_series(1, 1000000)",
                                    row -> {
                                        long _ = row.number();
                                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a field of 4 bytes where 8 were expected");

            // It goes on or fails, as the consumer's transactions expect; it does not wait.
            try {
                connection.rollback();
            } catch (SQLException _) {
                connection.abort(Runnable::run);
            }
        }
    }

    private static RuleState at(long evaluated) {
        return new RuleState(1, evaluated, Phase.OK);
    }
}
