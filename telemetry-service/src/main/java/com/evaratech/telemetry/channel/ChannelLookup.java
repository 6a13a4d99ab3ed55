package com.evaratech.telemetry.channel;

import com.evaratech.common.directory.FieldMappings;
import com.evaratech.common.reading.normalise.FieldMapping;
import com.evaratech.telemetry.channel.ChannelRepository.Row;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds channels for devices, by keys and nodes. */
final class ChannelLookup {

    private static final String FIND =
            "select %s from telemetry.device_channel where ".formatted(ChannelRepository.COLUMNS);

    private ChannelLookup() {}

    static Uni<Optional<Row>> ofWriteKey(Pool pool, String hash) {
        return find(pool, "write_key_hash = $1", Tuple.of(hash));
    }

    /** The channel of this number, if the key is its read or its write key. */
    static Uni<Optional<Row>> ofReadKey(Pool pool, long id, String hash) {
        return find(pool, "id = $1 and $2 in (read_key_hash, write_key_hash)", Tuple.of(id, hash));
    }

    static Uni<Optional<Row>> ofNode(Pool pool, UUID nodeId) {
        return find(pool, "node_id = $1", Tuple.of(nodeId));
    }

    private static Uni<Optional<Row>> find(Pool pool, String condition, Tuple values) {
        return pool.preparedQuery(FIND + condition)
                .execute(values)
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? Optional.of(row(found.next())) : Optional.empty();
                });
    }

    private static Row row(io.vertx.mutiny.sqlclient.Row row) {
        List<FieldMapping> mappings = FieldMappings.fromJson((JsonArray) row.getValue("fields"));
        return new Row(
                new DeviceChannel(
                        row.getLong("id"),
                        row.getUUID("node_id"),
                        row.getString("name"),
                        mappings.stream().map(DeviceChannel.Field::of).toList(),
                        row.getLong("last_entry_id"),
                        row.getLong("version"),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getOffsetDateTime("updated_at").toInstant()),
                mappings);
    }
}
