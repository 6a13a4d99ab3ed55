package com.evaratech.node.channels;

import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.FieldMappings;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.secret.KeyRing;
import com.evaratech.node.directory.DirectoryOutbox;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Seals every read key anew that the ring's first key did not seal: after a key was put in front,
 * and what a release before sealing left open. Replicas share the rows; one that another replica
 * has in hand is passed over.
 */
@Singleton
class ReadKeyRotation implements Round {

    private static final Logger LOG = Logger.getLogger(ReadKeyRotation.class);

    // The ring only changes with a restart; what an older replica still writes is found later.
    private static final Duration UNTIL_NEXT = Duration.ofMinutes(10);

    // A transaction of some milliseconds, since the last statement holds up other changes.
    private static final int BATCH = 50;

    private static final String FIND =
            """
            select number, node_id, read_api_key
            from registry.channel
            where read_api_key is not null and not starts_with(read_api_key, ?) and number > ?
            order by number
            limit ?
            for update skip locked
            """;

    private static final String KEEP =
            """
            update registry.channel set read_api_key = ?, version = version + 1
            where number = ?
            returning version, channel_id, read_api_key, interval_seconds, fields
            """;

    private final DataSource database;
    private final KeyRing ring;
    private final DirectoryOutbox directory;
    private final Loop loop = new Loop("read-key-rotation", this);
    private long behind;

    ReadKeyRotation(DataSource database, KeyRing ring, DirectoryOutbox directory) {
        this.database = database;
        this.ring = ring;
        this.directory = directory;
    }

    void start(@Observes StartupEvent event) {
        if (!ring.isEmpty()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    @Override
    public Duration run() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean isMore = rotate(connection);
                connection.commit();
                return isMore ? Duration.ZERO : UNTIL_NEXT;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private boolean rotate(Connection connection) throws SQLException {
        List<Sealed> found = find(connection);
        List<ChannelEntry> told = new ArrayList<>();
        for (Sealed row : found) {
            Optional<String> key = open(row);
            if (key.isEmpty()) {
                LOG.warnf(
                        "Read key of a channel cannot be opened by this ring node=%s",
                        row.nodeId());
            } else {
                told.add(keep(connection, row, key.get()));
            }
        }
        if (!told.isEmpty()) {
            directory.tellChannels(connection, told);
            LOG.infof("Read keys sealed anew count=%d", told.size());
        }
        behind = found.size() < BATCH ? 0 : found.getLast().number();
        return behind != 0;
    }

    /** One without a dot is from before keys were sealed: ThingSpeak's have letters and digits. */
    private Optional<String> open(Sealed row) {
        return row.key().contains(".")
                ? ring.open(row.key(), ChannelEntry.keyContext(row.nodeId()))
                : Optional.of(row.key());
    }

    private List<Sealed> find(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, ring.currentPrefix());
            statement.setLong(2, behind);
            statement.setInt(3, BATCH);
            var found = new ArrayList<Sealed>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Sealed(
                                    rows.getLong("number"),
                                    rows.getObject("node_id", UUID.class),
                                    rows.getString("read_api_key")));
                }
            }
            return found;
        }
    }

    private ChannelEntry keep(Connection connection, Sealed row, String key) throws SQLException {
        try (var statement = connection.prepareStatement(KEEP)) {
            statement.setString(1, ring.seal(key, ChannelEntry.keyContext(row.nodeId())));
            statement.setLong(2, row.number());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("a locked channel is gone: " + row.number());
                }
                return new ChannelEntry(
                        rows.getLong("version"),
                        row.nodeId(),
                        rows.getLong("channel_id"),
                        rows.getString("read_api_key"),
                        rows.getInt("interval_seconds"),
                        FieldMappings.fromJson(new JsonArray(rows.getString("fields"))));
            }
        }
    }

    /** A row whose key is to be sealed anew. */
    private record Sealed(long number, UUID nodeId, String key) {

        /** Without the key: this text may go into logs. */
        @Override
        public String toString() {
            return "Sealed[number=%d]".formatted(number);
        }
    }
}
