package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a group of consumers does with entries; all of a stream's users write only this. Called by
 * one thread at a time, except {@link #decode}.
 *
 * @param <E> an entry's content, read
 */
public interface EntryHandler<E> {

    /** The newest schema of a payload that it can read; at a newer one the partition is held. */
    int newestSchema();

    /**
     * Whether it can do anything with entries yet. Until it says so for the first time, it is given
     * none, and partitions stay with whoever has them; while nobody has any, they are loaded. It is
     * asked now and then, by any thread.
     */
    default boolean isReady() {
        return true;
    }

    /**
     * Reads an entry's content; null when entries of this kind do not concern it. Whatever it
     * throws makes the entry a dead letter. Depends on the entry alone: entries are read ahead by
     * another thread while the round before them is committed, and may be read again.
     */
    @Nullable E decode(Entry entry);

    /**
     * Has the effects of a round's entries, in order within each partition, by statements of this
     * transaction alone: it may be rolled back and the entries given again. SQLSTATE class 22 and
     * 23 mean that an entry is at fault, and it will be found; every other exception means that the
     * world is, and the round is repeated until it succeeds.
     */
    void apply(Connection transaction, List<Received<E>> round) throws SQLException;

    /**
     * Partitions in which something is to be done that no entry brings; asked before each round,
     * also when there are no entries.
     *
     * @param owned those that this process has
     */
    default Set<Integer> unsettled(Set<Integer> owned) throws SQLException {
        return Set.of();
    }

    /**
     * Does what is to be done in unsettled partitions, in a transaction of its own before the
     * round, behind the fence of their positions. There is no entry that could be at fault: after
     * any exception it is repeated until it succeeds.
     */
    default void settle(Connection transaction, Set<Integer> partitions) throws SQLException {}

    /** The round is committed: what others wait for may be hurried along. Must not block. */
    default void committed() {}

    /**
     * Loads what it keeps in memory for these partitions, replacing what it had: they are new here,
     * or a round with them was rolled back. In a transaction that it neither commits nor rolls
     * back, so that it may read more rows than fit into memory at once. When it fails, they are
     * loaded again or dropped before it is given an entry of theirs.
     */
    default void load(Connection connection, Set<Integer> partitions) throws SQLException {}

    /** Drops what it keeps in memory for these partitions: somebody else has them now. */
    default void drop(Set<Integer> partitions) {}
}
