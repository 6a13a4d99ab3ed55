package com.evaratech.common.forget;

import com.evaratech.common.forget.RemovalTable.Found;
import com.evaratech.common.loop.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Exports the data of deleted nodes and then removes it, portion by portion: each is one
 * transaction together with how far it is, so that whoever dies in the middle leaves a whole export
 * and another goes on. Every replica has one; a row's lock lets one of them work on a node.
 */
public final class Removals {

    /** Nodes whose data is still to be exported or removed; the same in every replica. */
    public static final String WAITING = "evara.removals.waiting";

    private static final Logger LOG = Logger.getLogger(Removals.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final DataSource database;
    private final RemovalTable table;
    private final NodeData data;
    private final AtomicLong waiting = new AtomicLong();
    private final Loop loop = new Loop("node removals", this::turn);

    /**
     * Removals that do not run yet.
     *
     * @param schema with the tables of {@code db/forget}
     * @param data what the service keeps of a node
     */
    public Removals(String schema, DataSource database, NodeData data, MeterRegistry metrics) {
        this.database = database;
        this.table = new RemovalTable(schema);
        this.data = data;
        var _ =
                Gauge.builder(WAITING, waiting, AtomicLong::doubleValue)
                        .description("Deleted nodes whose data is not all removed yet")
                        .register(metrics);
    }

    /** Begins to work. */
    public void start() {
        loop.start();
    }

    /** Looks soon: a node was forgotten. */
    public void soon() {
        loop.soon();
    }

    /** Ends within a second; what is left is gone on with by another process, or the next start. */
    public void stop() {
        loop.stop();
    }

    private Duration turn() throws SQLException {
        if (step()) {
            return Duration.ZERO;
        }
        try (var connection = database.getConnection()) {
            waiting.set(table.waiting(connection));
            return table.expire(connection) ? Duration.ZERO : BETWEEN_LOOKS;
        }
    }

    /** One portion of one node; whether there was something to do. */
    private boolean step() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<Found> found = table.next(connection);
                if (found.isPresent()) {
                    work(connection, found.get());
                    connection.commit();
                }
                return found.isPresent();
            } finally {
                // What is committed stays; a pool would commit what is not.
                connection.rollback();
            }
        }
    }

    /** What one node's data does not bear must not keep the others waiting. */
    private void work(Connection transaction, Found found) throws SQLException {
        var before = transaction.setSavepoint();
        try {
            if (found.isExported()) {
                remove(transaction, found.node());
            } else {
                export(transaction, found);
            }
        } catch (SQLException | RuntimeException e) {
            transaction.rollback(before);
            LOG.warnf(e, "Removal of a node is postponed nodeId=%s", found.node().nodeId());
            table.postpone(transaction, found.node().number());
        }
    }

    private void export(Connection transaction, Found found) throws SQLException {
        ForgottenNode node = found.node();
        ExportPage page = data.export(transaction, node);
        // A node without anything has a file, too.
        boolean isFirst = found.chunks() == 0 && page.reached() == null;
        int chunks = isFirst || !page.lines().isEmpty() ? 1 : 0;
        if (chunks == 1) {
            table.addChunk(transaction, node.exportId(), found.chunks(), gzip(page.lines()));
        }
        table.exported(transaction, node.number(), chunks, page);
    }

    private void remove(Connection transaction, ForgottenNode node) throws SQLException {
        if (!data.remove(transaction, node)) {
            table.removed(transaction, node.number());
            LOG.infof("Node is exported and removed nodeId=%s", node.nodeId());
        }
    }

    private static byte[] gzip(List<String> lines) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            for (String line : lines) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
