package com.evaratech.telemetry.channel;

import com.evaratech.common.access.Caller;
import com.evaratech.common.audit.AuditAppend;
import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.audit.AuditRow;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.sql.Transaction;
import com.evaratech.telemetry.TelemetryException.ChannelExists;
import com.evaratech.telemetry.TelemetryException.ChannelNotFound;
import com.evaratech.telemetry.TelemetryException.NodeNotFound;
import com.evaratech.telemetry.channel.ChannelRepository.Hashes;
import com.evaratech.telemetry.channel.ChannelRepository.Row;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What people do with the channel of a node in their scope, each audited in its transaction. */
@Singleton
class ChannelService {

    private static final AuditAppend AUDIT = new AuditAppend("telemetry");

    private final DataSource database;
    private final KnownKeys known;
    private final Directory directory;
    private final ObjectMapper json;
    private final RandomGenerator random = new SecureRandom();

    ChannelService(DataSource database, KnownKeys known, Directory directory, ObjectMapper json) {
        this.database = database;
        this.known = known;
        this.directory = directory;
        this.json = json;
    }

    /** Who does it, and by which request. */
    record Actor(Caller caller, AuditCause cause) {}

    /**
     * Makes a channel.
     *
     * @throws ChannelExists when the node has one
     */
    IssuedChannel add(Actor actor, UUID nodeId, ChannelWish wish) throws SQLException {
        NodeEntry node = node(actor, nodeId);
        String name = wish.nameOr(nodeId.toString());
        var mappings = wish.mappings(Kind.valueOf(node.kind()));
        var keys = new Keys(ChannelKey.draw(random), ChannelKey.draw(random));
        return Transaction.of(
                database,
                connection -> {
                    Row row =
                            ChannelRepository.add(connection, nodeId, name, mappings, keys.hashes())
                                    .orElseThrow(() -> new ChannelExists(nodeId));
                    audit(connection, actor, node, "added", null, row.channel());
                    return keys.issued(row.channel());
                });
    }

    /** Shows it. */
    DeviceChannel find(Actor actor, UUID nodeId) throws SQLException {
        NodeEntry node = node(actor, nodeId);
        try (var connection = database.getConnection()) {
            return ChannelRepository.ofNode(connection, node.id())
                    .orElseThrow(() -> new ChannelNotFound(nodeId))
                    .channel();
        }
    }

    /** Changes its name and what its fields mean, from now on. */
    DeviceChannel change(Actor actor, UUID nodeId, ChannelWish wish, IfMatch seen)
            throws SQLException {
        NodeEntry node = node(actor, nodeId);
        var mappings = wish.mappings(Kind.valueOf(node.kind()));
        var changed =
                Transaction.of(
                        database,
                        connection -> {
                            DeviceChannel before = locked(connection, nodeId);
                            seen.checkChange(Long.toString(before.version()));
                            Row after =
                                    ChannelRepository.change(
                                                    connection,
                                                    nodeId,
                                                    wish.nameOr(before.name()),
                                                    mappings)
                                            .orElseThrow();
                            audit(connection, actor, node, "changed", before, after.channel());
                            return after.channel();
                        });
        known.forget();
        return changed;
    }

    /** Gives it new keys; the old ones open nothing from now on. */
    IssuedChannel rotate(Actor actor, UUID nodeId) throws SQLException {
        NodeEntry node = node(actor, nodeId);
        var keys = new Keys(ChannelKey.draw(random), ChannelKey.draw(random));
        var changed =
                Transaction.of(
                        database,
                        connection -> {
                            DeviceChannel before = locked(connection, nodeId);
                            Row after =
                                    ChannelRepository.rotate(connection, nodeId, keys.hashes())
                                            .orElseThrow();
                            audit(connection, actor, node, "changed", before, after.channel());
                            return keys.issued(after.channel());
                        });
        known.forget();
        return changed;
    }

    /** Removes it with its feed; the node's readings stay. */
    void remove(Actor actor, UUID nodeId, IfMatch seen) throws SQLException {
        NodeEntry node = node(actor, nodeId);
        var _ =
                Transaction.of(
                        database,
                        connection -> {
                            DeviceChannel before = locked(connection, nodeId);
                            seen.checkRemoval(Long.toString(before.version()));
                            var _ = ChannelRepository.remove(connection, nodeId);
                            audit(connection, actor, node, "removed", before, null);
                            return before;
                        });
        known.forget();
    }

    private record Keys(ChannelKey write, ChannelKey read) {

        Hashes hashes() {
            return new Hashes(write.hash(), read.hash());
        }

        IssuedChannel issued(DeviceChannel channel) {
            return new IssuedChannel(channel, write.text(), read.text());
        }
    }

    private static DeviceChannel locked(Connection connection, UUID nodeId) throws SQLException {
        return ChannelRepository.lock(connection, nodeId)
                .orElseThrow(() -> new ChannelNotFound(nodeId))
                .channel();
    }

    private NodeEntry node(Actor actor, UUID id) {
        return directory
                .node(id)
                .await()
                .indefinitely()
                .filter(node -> actor.caller().scope().covers(node.placement()))
                .orElseThrow(() -> new NodeNotFound(id));
    }

    private void audit(
            Connection connection,
            Actor actor,
            NodeEntry node,
            String action,
            @Nullable DeviceChannel before,
            @Nullable DeviceChannel after)
            throws SQLException {
        var place = node.placement();
        AUDIT.append(
                connection,
                new AuditRow(
                        actor.caller().subject(),
                        action,
                        "device_channel",
                        node.id().toString(),
                        text(before),
                        text(after),
                        new AuditRow.Tenant(
                                place.distributorId(), place.communityId(), place.customerId()),
                        actor.cause()));
    }

    private @Nullable String text(@Nullable DeviceChannel channel) {
        try {
            return channel == null ? null : json.writeValueAsString(channel);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of a channel", e);
        }
    }
}
