package com.evaratech.node.deletion;

import com.evaratech.common.access.Placement;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.Forget;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.stream.publish.Acceptance;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;

/**
 * Tells the streams of readings which nodes are deleted, each in its node's own partition, until
 * they have it: at least once, and hearing it twice changes nothing. Removes records whose time is
 * over.
 */
@Singleton
class DeletionTelling {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int BATCH = 500;

    private static final String UNTOLD =
            """
            select node_number, node_id, export_id, kind, distributor_id, community_id, customer_id,
                   deleted_at, kept_until
            from registry.deletion where told_at is null order by number limit ?
            """;

    private static final String TOLD =
            "update registry.deletion set told_at = now() where node_number = any(?)";

    private static final String EXPIRE =
            "delete from registry.deletion where kept_until <= now() and told_at is not null";
    private static final String EXPIRE_TENANTS =
            "delete from registry.tenant_export where kept_until <= now()";

    private final DataSource database;
    private final ReadingsPublisher publisher;
    private final Loop loop = new Loop("deletions", this::turn);

    DeletionTelling(DataSource database, ReadingsPublisher publisher) {
        this.database = database;
        this.publisher = publisher;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Tells soon: a node was deleted. */
    void soon() {
        loop.soon();
    }

    private Duration turn() throws SQLException, InterruptedException {
        List<Forget> untold = untold();
        List<Long> told = tell(untold);
        try (var connection = database.getConnection();
                var mark = connection.prepareStatement(TOLD);
                var expire = connection.prepareStatement(EXPIRE);
                var expireTenants = connection.prepareStatement(EXPIRE_TENANTS)) {
            if (!told.isEmpty()) {
                mark.setArray(1, connection.createArrayOf("bigint", told.toArray()));
                int _ = mark.executeUpdate();
            }
            int _ = expire.executeUpdate();
            int _ = expireTenants.executeUpdate();
        }
        // Refused ones are tried again after a pause.
        return told.size() == BATCH ? Duration.ZERO : BETWEEN_LOOKS;
    }

    /** Publishes without a transaction open; returns the numbers of the nodes that were taken. */
    private List<Long> tell(List<Forget> untold) throws InterruptedException {
        Map<Long, CompletableFuture<Acceptance>> answers = new LinkedHashMap<>();
        untold.forEach(forget -> answers.put(forget.nodeNumber(), publisher.publish(forget)));
        List<Long> told = new ArrayList<>();
        for (var answer : answers.entrySet()) {
            try {
                if (answer.getValue().get() instanceof Acceptance.Accepted) {
                    told.add(answer.getKey());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("an answer is never an exception", e);
            }
        }
        return told;
    }

    private List<Forget> untold() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(UNTOLD)) {
            statement.setInt(1, BATCH);
            try (var rows = statement.executeQuery()) {
                List<Forget> untold = new ArrayList<>();
                while (rows.next()) {
                    untold.add(forget(rows));
                }
                return untold;
            }
        }
    }

    private static Forget forget(ResultSet row) throws SQLException {
        return new Forget(
                row.getLong("node_number"),
                row.getObject("node_id", UUID.class),
                row.getObject("export_id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                new Placement(
                        row.getObject("distributor_id", UUID.class),
                        row.getObject("community_id", UUID.class),
                        row.getObject("customer_id", UUID.class)),
                row.getObject("deleted_at", OffsetDateTime.class).toInstant(),
                row.getObject("kept_until", OffsetDateTime.class).toInstant());
    }
}
