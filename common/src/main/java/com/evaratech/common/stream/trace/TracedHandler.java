package com.evaratech.common.stream.trace;

import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.consume.EntryHandler;
import com.evaratech.common.stream.consume.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A handler whose rounds are spans, where at least one of their entries is of a trace that is
 * recorded; what the handler asks of servers is inside. A round without such an entry costs a look
 * at each entry's trace flag. A span ends before the round's commit, which is not the handler's.
 *
 * @param <E> an entry's content, read
 */
public final class TracedHandler<E> implements EntryHandler<E> {

    private final EntryHandler<E> handler;
    private final RoundSpans spans;

    /** Shows the rounds of a handler. */
    public TracedHandler(EntryHandler<E> handler, RoundSpans spans) {
        this.handler = handler;
        this.spans = spans;
    }

    @Override
    public int newestSchema() {
        return handler.newestSchema();
    }

    @Override
    public boolean isReady() {
        return handler.isReady();
    }

    @Override
    public @Nullable E decode(Entry entry) {
        return handler.decode(entry);
    }

    @Override
    public void apply(Connection transaction, List<Received<E>> round) throws SQLException {
        var traced = TracedEntries.of(round);
        if (traced.isEmpty()) {
            handler.apply(transaction, round);
            return;
        }
        try (var shown = spans.begin(traced, round.size());
                var _ = shown.round().makeCurrent()) {
            try {
                handler.apply(transaction, round);
            } catch (SQLException | RuntimeException e) {
                shown.failed(e);
                throw e;
            }
        }
    }

    @Override
    public Set<Integer> unsettled(Set<Integer> owned) throws SQLException {
        return handler.unsettled(owned);
    }

    @Override
    public void settle(Connection transaction, Set<Integer> partitions) throws SQLException {
        handler.settle(transaction, partitions);
    }

    @Override
    public void committed() {
        handler.committed();
    }

    @Override
    public void load(Connection connection, Set<Integer> partitions) throws SQLException {
        handler.load(connection, partitions);
    }

    @Override
    public void drop(Set<Integer> partitions) {
        handler.drop(partitions);
    }
}
