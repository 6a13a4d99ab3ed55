package com.evaratech.telemetry.channel;

import com.evaratech.common.directory.FieldMappings;
import com.evaratech.common.reading.normalise.FieldMapping;
import io.vertx.core.json.JsonArray;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of channels; each method is one statement of the caller's transaction. */
final class ChannelRepository {

    static final String COLUMNS =
            "id, node_id, name, fields, last_entry_id, version, created_at, updated_at";

    private ChannelRepository() {}

    /** A channel, and what its fields mean to the normaliser. */
    record Row(DeviceChannel channel, List<FieldMapping> mappings) {}

    /** The keys' hashes. */
    record Hashes(String write, String read) {}

    /** Adds one; empty when the node has one. */
    static Optional<Row> add(
            Connection connection, UUID nodeId, String name, List<FieldMapping> fields, Hashes keys)
            throws SQLException {
        var sql =
                """
                insert into telemetry.device_channel (node_id, name, fields, write_key_hash, read_key_hash)
                values (?, ?, ?::jsonb, ?, ?) on conflict (node_id) do nothing returning %s
                """
                        .formatted(COLUMNS);
        return one(
                connection,
                sql,
                nodeId,
                name,
                FieldMappings.toJson(fields).encode(),
                keys.write(),
                keys.read());
    }

    /** The channel of a node, kept from being changed by others meanwhile. */
    static Optional<Row> lock(Connection connection, UUID nodeId) throws SQLException {
        return one(
                connection,
                "select %s from telemetry.device_channel where node_id = ? for update"
                        .formatted(COLUMNS),
                nodeId);
    }

    static Optional<Row> ofNode(Connection connection, UUID nodeId) throws SQLException {
        return one(
                connection,
                "select %s from telemetry.device_channel where node_id = ?".formatted(COLUMNS),
                nodeId);
    }

    static Optional<Row> change(
            Connection connection, UUID nodeId, String name, List<FieldMapping> fields)
            throws SQLException {
        var sql =
                """
                update telemetry.device_channel
                set name = ?, fields = ?::jsonb, version = version + 1, updated_at = now()
                where node_id = ? returning %s
                """
                        .formatted(COLUMNS);
        return one(connection, sql, name, FieldMappings.toJson(fields).encode(), nodeId);
    }

    static Optional<Row> rotate(Connection connection, UUID nodeId, Hashes keys)
            throws SQLException {
        var sql =
                """
                update telemetry.device_channel
                set write_key_hash = ?, read_key_hash = ?, version = version + 1, updated_at = now()
                where node_id = ? returning %s
                """
                        .formatted(COLUMNS);
        return one(connection, sql, keys.write(), keys.read(), nodeId);
    }

    static Optional<Row> remove(Connection connection, UUID nodeId) throws SQLException {
        return one(
                connection,
                "delete from telemetry.device_channel where node_id = ? returning %s"
                        .formatted(COLUMNS),
                nodeId);
    }

    private static Optional<Row> one(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row(rows)) : Optional.empty();
            }
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        List<FieldMapping> mappings =
                FieldMappings.fromJson(new JsonArray(row.getString("fields")));
        return new Row(
                new DeviceChannel(
                        row.getLong("id"),
                        row.getObject("node_id", UUID.class),
                        row.getString("name"),
                        mappings.stream().map(DeviceChannel.Field::of).toList(),
                        row.getLong("last_entry_id"),
                        row.getLong("version"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant()),
                mappings);
    }
}
