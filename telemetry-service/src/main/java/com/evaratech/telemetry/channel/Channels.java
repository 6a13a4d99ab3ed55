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

/** Finds the channel that a key opens, as long as its node is there; blocks. */
@Singleton
public class Channels {

    private final ChannelDatabase database;
    private final KnownKeys known;
    private final Directory directory;

    Channels(ChannelDatabase database, KnownKeys known, Directory directory) {
        this.database = database;
        this.known = known;
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

    /**
     * The channel that may be written to with this key. Its numbers of entries are those of a
     * moment ago; it may have been removed meanwhile.
     */
    public Optional<Opened> forWriting(String key) throws SQLException {
        Optional<ChannelKey> shown = ChannelKey.parse(key);
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        String hash = shown.get().hash();
        Optional<Row> kept = known.find(hash);
        if (kept.isPresent()) {
            return open(kept);
        }
        Optional<Row> found = database.ask(pool -> ChannelLookup.ofWriteKey(pool, hash));
        found.ifPresent(row -> known.keep(hash, row));
        return open(found);
    }

    /** The channel of this number, if it is this node's. */
    public Optional<Opened> ofNode(long id, UUID nodeId) throws SQLException {
        return open(
                database.ask(pool -> ChannelLookup.ofNode(pool, nodeId))
                        .filter(row -> row.channel().id() == id));
    }

    /** The channel of this number, if it may be read with this key. */
    public Optional<Opened> forReading(long id, String key) throws SQLException {
        Optional<ChannelKey> shown = ChannelKey.parse(key);
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        return open(database.ask(pool -> ChannelLookup.ofReadKey(pool, id, shown.get().hash())));
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
