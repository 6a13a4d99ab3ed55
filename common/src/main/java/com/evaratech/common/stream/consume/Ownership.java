package com.evaratech.common.stream.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The partitions a loop works on, their positions, and the handler's memory of them. */
final class Ownership<E> {

    private final ConsumerTransactions transactions;
    private final Leases leases;
    private final LeaseKeeper keeper;
    private final EntryHandler<E> handler;
    private final Map<Integer, Owned> owned = new TreeMap<>();

    Ownership(
            ConsumerTransactions transactions,
            Leases leases,
            LeaseKeeper keeper,
            EntryHandler<E> handler) {
        this.transactions = transactions;
        this.leases = leases;
        this.keeper = keeper;
        this.handler = handler;
    }

    Collection<Owned> all() {
        return List.copyOf(owned.values());
    }

    Collection<Owned> without(Set<Integer> partitions) {
        return owned.values().stream()
                .filter(one -> !partitions.contains(one.partition()))
                .toList();
    }

    /**
     * Takes up what the keeper has taken since.
     *
     * @return how many partitions that is
     */
    int takeUp() throws SQLException {
        List<Owned> news = keeper.taken();
        if (!news.isEmpty()) {
            news.forEach(one -> owned.put(one.partition(), one));
            // A partition may have been taken some time ago: its row says where it stands.
            var _ = transactions.of(connection -> reload(connection, news));
        }
        return news.size();
    }

    /** Where these will stand after moves. */
    static List<Owned> after(Map<Owned, Owned> moves, Collection<Owned> owned) {
        return owned.stream().map(one -> moves.getOrDefault(one, one)).toList();
    }

    void moved(Map<Owned, Owned> moves) {
        moves.values().forEach(one -> owned.put(one.partition(), one));
    }

    /**
     * Reads epochs, positions and the handler's state anew: after a round that was lost or whose
     * outcome is unknown, only the database knows where partitions stand.
     *
     * @return partitions that somebody else has now
     */
    Set<Integer> reload() throws SQLException {
        return transactions.of(connection -> reload(connection, all()));
    }

    /** In a transaction, so that a handler may read more rows than fit into memory at once. */
    private Set<Integer> reload(Connection connection, Collection<Owned> these)
            throws SQLException {
        Map<Integer, Owned> mine =
                leases.reload(connection, these).stream()
                        .collect(Collectors.toMap(Owned::partition, one -> one));
        List<Owned> gone =
                these.stream().filter(one -> !mine.containsKey(one.partition())).toList();
        keeper.lost(gone);
        handler.drop(Leases.numbers(gone));
        gone.forEach(one -> owned.remove(one.partition()));
        owned.putAll(mine);
        handler.load(connection, Set.copyOf(mine.keySet()));
        return Leases.numbers(gone);
    }

    void release() throws SQLException {
        if (owned.isEmpty()) {
            return;
        }
        var _ =
                transactions.of(connection -> {
                    leases.release(connection, owned.values());
                    return true;
                });
        handler.drop(Set.copyOf(owned.keySet()));
        owned.clear();
    }
}
