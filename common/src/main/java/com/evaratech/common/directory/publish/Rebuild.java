package com.evaratech.common.directory.publish;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.directory.store.DirectoryState;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.outbox.OutboxChange;
import com.evaratech.common.outbox.OutboxSession;
import com.evaratech.common.outbox.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes a whole generation: every item of the tables as one moment shows them, all at the version
 * of the last event that this moment knows, since whatever changed later has a higher one. Then
 * what Redis has and the tables do not is marked as gone, and last the generation is called
 * complete.
 */
final class Rebuild {

    private static final Logger LOG = Logger.getLogger(Rebuild.class);

    private static final int BATCH = 500;
    private static final String FORM_END = "/";

    private final DirectoryStore store;
    private final SnapshotSource source;
    private final BusConnection redis;
    private final String generation;
    private long batches;
    private long items;

    Rebuild(DirectoryStore store, SnapshotSource source, BusConnection redis) {
        this.store = store;
        this.source = source;
        this.redis = redis;
        this.generation = source.form() + FORM_END + UUID.randomUUID();
    }

    static boolean isOfForm(String generation, String form) {
        return generation.startsWith(form + FORM_END);
    }

    /**
     * Writes it and acknowledges the events that it holds.
     *
     * @param found what is to be replaced
     * @return the generation's name
     */
    String write(OutboxSession outbox, DirectoryState found) throws SQLException {
        store.begin(redis, found.generation(), generation);
        Version version = writeOneMoment(outbox);
        outbox.acknowledge(version.number());
        LOG.infof("Directory written anew items=%d version=%d", items, version.packed());
        return generation;
    }

    private Version writeOneMoment(OutboxSession outbox) throws SQLException {
        Connection connection = outbox.connection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            Version version = outbox.head();
            String event = outbox.idOf(version.number()).map(UUID::toString).orElse("");
            source.read(connection, page -> put(page, version));
            store.kinds().forEach(kind -> markGone(kind, version));
            store.complete(redis, generation, batches, version, event);
            return version;
        } finally {
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }

    private void put(List<OutboxChange> page, Version version) {
        items += page.size();
        putBatch(
                page.stream()
                        .map(item ->
                                new DirectoryItem(
                                        item.kind(), item.key(), version, item.payload(), null))
                        .toList());
    }

    private void markGone(String kind, Version version) {
        List<DirectoryItem> gone = new ArrayList<>();
        store.scan(
                redis,
                kind,
                found -> {
                    if (found.json() != null && found.version().compareTo(version) < 0) {
                        gone.add(new DirectoryItem(kind, found.id(), version, null, null));
                    }
                    if (gone.size() == BATCH) {
                        putBatch(gone);
                        gone.clear();
                    }
                });
        if (!gone.isEmpty()) {
            putBatch(gone);
        }
    }

    private void putBatch(List<DirectoryItem> batch) {
        store.putBatch(redis, generation, batch);
        batches++;
    }
}
