package com.evaratech.common.stream.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The partitions a loop works on, their positions, and the handler's memory of them. One that is
 * new here, or of which only the database knows where it stands, is read before a round has it:
 * each in a transaction of its own, so that what was read stays read whatever becomes of the
 * others, and is worked on while they are still to be read.
 */
final class Ownership<E> {

    // Where a handler keeps little, all are read by then, and no round runs for each of them.
    private static final Duration UNTIL_A_ROUND = Duration.ofMillis(100);

    private final ConsumerTransactions transactions;
    private final Leases leases;
    private final LeaseKeeper keeper;
    private final EntryHandler<E> handler;
    private final ConsumerMetrics metrics;
    private final Map<Integer, Owned> owned = new TreeMap<>();
    // In the order in which they are tried: one that fails must not keep the others waiting.
    private final Map<Integer, Owned> unread = new LinkedHashMap<>();
    private final Attempts attempts =
            new Attempts(
                    "A partition's state cannot be read, its entries wait",
                    "States of partitions are read again");
    private boolean hasBegun;

    Ownership(
            ConsumerTransactions transactions,
            Leases leases,
            LeaseKeeper keeper,
            EntryHandler<E> handler,
            ConsumerMetrics metrics) {
        this.transactions = transactions;
        this.leases = leases;
        this.keeper = keeper;
        this.handler = handler;
        this.metrics = metrics;
    }

    /** Those that rounds may have: none until the handler can do something with entries. */
    Collection<Owned> all() {
        return hasBegun ? List.copyOf(owned.values()) : List.of();
    }

    /** Those among them that are not of these numbers. */
    Collection<Owned> without(Set<Integer> partitions) {
        return all().stream().filter(one -> !partitions.contains(one.partition())).toList();
    }

    /** Those that no round has yet. */
    Collection<Owned> waiting() {
        return List.copyOf(unread.values());
    }

    /** All, whether rounds may have them or not. */
    Collection<Owned> held() {
        var held = new TreeMap<>(owned);
        held.putAll(unread);
        return held.values();
    }

    /** Whether one is to be read now: whoever has something else to do must not wait for it. */
    boolean isReading() {
        return !unread.isEmpty() && attempts.isDue();
    }

    /** Takes up what the keeper has taken since; begins once the handler can do something. */
    void takeUp() throws SQLException {
        List<Owned> news = keeper.taken();
        for (Owned one : news) {
            var _ = owned.remove(one.partition());
            unread.put(one.partition(), one);
        }
        metrics.takenOver(news.size());
        if (!hasBegun && keeper.canBegin()) {
            begin();
        }
    }

    /** Others may have taken some meanwhile; a round that found out would be lost for all. */
    private void begin() throws SQLException {
        if (!owned.isEmpty()) {
            List<Owned> mine =
                    transactions.of(connection -> leases.reload(connection, owned.values()));
            Set<Integer> numbers = Leases.numbers(mine);
            List.copyOf(owned.values()).stream()
                    .filter(one -> !numbers.contains(one.partition()))
                    .forEach(this::lose);
        }
        hasBegun = true;
    }

    /** Where these will stand after moves. */
    static List<Owned> after(Map<Owned, Owned> moves, Collection<Owned> owned) {
        return owned.stream().map(one -> moves.getOrDefault(one, one)).toList();
    }

    void moved(Map<Owned, Owned> moves) {
        moves.values().forEach(one -> owned.put(one.partition(), one));
    }

    /**
     * Epochs, positions and the handler's state are to be read anew: after a round that was lost or
     * whose outcome is unknown, only the database knows where partitions stand.
     */
    void readAnew() {
        unread.putAll(owned);
        owned.clear();
    }

    /**
     * Reads some of those that are to be read, one at least; while others are worked on, what fails
     * is tried again after a pause.
     *
     * @throws SQLException when the first failed and there is nothing else to be worked on
     */
    void read() throws SQLException {
        long begun = System.nanoTime();
        try {
            while (!unread.isEmpty()
                    && (owned.isEmpty() || attempts.isDue())
                    && System.nanoTime() - begun < UNTIL_A_ROUND.toNanos()) {
                read(unread.values().iterator().next());
            }
            if (unread.isEmpty()) {
                attempts.succeeded();
            }
        } catch (SQLException | RuntimeException | Error e) {
            if (owned.isEmpty()) {
                throw e;
            }
            // Rounds of the others go on, and are lost if it is the database that is away.
            Duration _ = attempts.failed(e);
        }
    }

    private void read(Owned one) throws SQLException {
        var _ = unread.remove(one.partition());
        // Behind all others, should it fail: a part of its state may be in memory then.
        unread.put(one.partition(), one);
        Optional<Owned> mine = transactions.of(connection -> load(connection, one));
        mine.ifPresentOrElse(
                now -> {
                    var _ = unread.remove(now.partition());
                    owned.put(now.partition(), now);
                },
                () -> lose(one));
    }

    /**
     * In a transaction, so that a handler may read more rows than fit into memory at once. A
     * partition may have been taken some time ago: its row says where it stands, and whether it is
     * somebody else's by now. State read behind the row is not older than the position: in this
     * epoch nobody but this loop moves either.
     */
    private Optional<Owned> load(Connection connection, Owned one) throws SQLException {
        Optional<Owned> mine = leases.reload(connection, List.of(one)).stream().findFirst();
        if (mine.isPresent()) {
            handler.load(connection, Set.of(one.partition()));
        }
        return mine;
    }

    /** Somebody else has it now. */
    private void lose(Owned one) {
        Set<Integer> number = Set.of(one.partition());
        keeper.lost(one);
        handler.drop(number);
        var _ = owned.remove(one.partition());
        var _ = unread.remove(one.partition());
        metrics.dropped(number);
    }

    void release() throws SQLException {
        Collection<Owned> held = held();
        if (held.isEmpty()) {
            return;
        }
        var _ =
                transactions.of(connection -> {
                    leases.release(connection, held);
                    return true;
                });
        handler.drop(Leases.numbers(held));
        owned.clear();
        unread.clear();
    }
}
