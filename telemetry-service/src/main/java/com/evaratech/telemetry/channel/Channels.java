package com.evaratech.telemetry.channel;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.normalise.FieldMapping;
import com.evaratech.telemetry.channel.ChannelRepository.Row;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Finds the channel that a key opens, as long as its node is there; blocks. */
@Singleton
public class Channels {

    private final DataSource database;
    private final Directory directory;

    Channels(DataSource database, Directory directory) {
        this.database = database;
        this.directory = directory;
    }

    /**
     * A channel that was opened.
     *
     * @param channel the channel
     * @param mappings what its fields mean
     * @param node whose readings it makes
     */
    public record Opened(DeviceChannel channel, List<FieldMapping> mappings, NodeEntry node) {

        public Opened {
            mappings = List.copyOf(mappings);
        }
    }

    /** The channel that may be written to with this key. */
    public Optional<Opened> forWriting(String key) throws SQLException {
        Optional<ChannelKey> shown = ChannelKey.parse(key);
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        try (var connection = database.getConnection()) {
            return open(ChannelRepository.ofWriteKey(connection, shown.get().hash()));
        }
    }

    /** The channel of this number, if it is this node's. */
    public Optional<Opened> ofNode(long id, UUID nodeId) throws SQLException {
        try (var connection = database.getConnection()) {
            return open(
                    ChannelRepository.ofNode(connection, nodeId)
                            .filter(row -> row.channel().id() == id));
        }
    }

    /** The channel of this number, if it may be read with this key. */
    public Optional<Opened> forReading(long id, String key) throws SQLException {
        Optional<ChannelKey> shown = ChannelKey.parse(key);
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        try (var connection = database.getConnection()) {
            return open(ChannelRepository.ofReadKey(connection, id, shown.get().hash()));
        }
    }

    private Optional<Opened> open(Optional<Row> found) {
        return found.flatMap(row ->
                directory
                        .node(row.channel().nodeId())
                        .await()
                        .indefinitely()
                        .map(node -> new Opened(row.channel(), row.mappings(), node)));
    }
}
