package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.EntryCodec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the entries that the database refuses by halving: a part that is refused is undone and
 * tried as two halves, until single entries remain. All within the round's transaction.
 */
final class Poison<E> {

    private final EntryHandler<E> handler;
    private final RoundPlan<E> plan;
    private final List<DeadLetter> found = new ArrayList<>();

    Poison(EntryHandler<E> handler, RoundPlan<E> plan) {
        this.handler = handler;
        this.plan = plan;
    }

    /** Whether an entry is at fault: SQLSTATE class 22 (data exception) or 23 (constraint). */
    static boolean isIn(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23");
    }

    /** Has the effects of all entries but the refused ones, which it returns. */
    List<DeadLetter> applyWithout(Connection transaction) throws SQLException {
        apply(transaction, plan.contents());
        return found;
    }

    private void apply(Connection transaction, List<Received<E>> part) throws SQLException {
        if (part.isEmpty()) {
            return;
        }
        Savepoint before = transaction.setSavepoint();
        try {
            handler.apply(transaction, part);
            transaction.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!isIn(e)) {
                throw e;
            }
            transaction.rollback(before);
            handler.load(transaction, Leases.numbers(plan.moves().keySet()));
            halve(transaction, part, e);
        }
    }

    private void halve(Connection transaction, List<Received<E>> part, SQLException why)
            throws SQLException {
        if (part.size() == 1) {
            Received<E> refused = part.getFirst();
            found.add(
                    new DeadLetter(
                            plan.ownerOf(refused),
                            refused.id(),
                            DeadLetter.Reason.REFUSED_BY_DATABASE,
                            why,
                            EntryCodec.encode(refused.entry())));
            return;
        }
        int middle = part.size() / 2;
        apply(transaction, part.subList(0, middle));
        apply(transaction, part.subList(middle, part.size()));
    }
}
