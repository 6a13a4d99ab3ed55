package com.evaratech.common.stream.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One round, one transaction: effects, dead letters, positions. */
final class Rounds<E> {

    private final ConsumerTransactions transactions;
    private final PositionTables tables;
    private final EntryHandler<E> handler;

    Rounds(ConsumerTransactions transactions, PositionTables tables, EntryHandler<E> handler) {
        this.transactions = transactions;
        this.tables = tables;
        this.handler = handler;
    }

    /**
     * Has a round's effects. When the database refuses an entry, finds it and repeats the round
     * without it.
     *
     * @return the dead letters, buried in the same transaction
     * @throws RoundLost when a partition was taken over meanwhile
     * @throws SQLException when the database failed; the round may have been committed
     */
    List<DeadLetter> commit(RoundPlan<E> plan) throws SQLException {
        try {
            return commit(plan, false);
        } catch (SQLException e) {
            if (!Poison.isIn(e)) {
                throw e;
            }
            return commit(plan, true);
        }
    }

    private List<DeadLetter> commit(RoundPlan<E> plan, boolean carefully) throws SQLException {
        var dead = new ArrayList<>(plan.dead());
        inTransaction(connection -> {
            if (carefully) {
                handler.load(connection, numbers(plan));
                dead.addAll(new Poison<>(handler, plan).applyWithout(connection));
            } else if (!plan.contents().isEmpty()) {
                handler.apply(connection, plan.contents());
            }
            tables.bury(connection, dead);
            move(connection, plan.moves());
        });
        return dead;
    }

    /** Lets the handler settle partitions, which stay where they are. */
    void settle(Collection<Owned> partitions) throws SQLException {
        Map<Owned, Owned> stays =
                partitions.stream()
                        .collect(Collectors.toMap(Function.identity(), Function.identity()));
        inTransaction(connection -> {
            handler.settle(connection, Leases.numbers(partitions));
            move(connection, stays);
        });
    }

    /** Restarts partitions and tells of the gaps that this leaves. */
    void restart(Map<Owned, Owned> moves, List<Gap> gaps) throws SQLException {
        inTransaction(connection -> {
            for (Gap gap : gaps) {
                tables.tell(connection, gap);
            }
            move(connection, moves);
        });
    }

    private void move(Connection connection, Map<Owned, Owned> moves) throws SQLException {
        if (tables.move(connection, moves) < moves.size()) {
            throw new RoundLost();
        }
    }

    private void inTransaction(Effects effects) throws SQLException {
        var _ =
                transactions.of(connection -> {
                    effects.in(connection);
                    return true;
                });
    }

    private Set<Integer> numbers(RoundPlan<E> plan) {
        return Leases.numbers(plan.moves().keySet());
    }

    @FunctionalInterface
    private interface Effects {
        void in(Connection transaction) throws SQLException;
    }
}
