package com.evaratech.node.channels;

import com.evaratech.common.access.Caller;
import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.reading.mapping.ChannelMapping;
import com.evaratech.common.reading.mapping.ChannelRules;
import com.evaratech.common.reading.mapping.ChannelWish;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.nodes.RegisteredNode;
import com.evaratech.node.nodes.RegisteredNodes;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;

/** Maps nodes to channels: at most one a node. A channel may feed several nodes of any tenants. */
@ApplicationScoped
class ChannelService {

    private static final String CHANNEL = "channel";

    private final RegisteredNodes nodes;
    private final ChannelRepository channels;
    private final ReadKeys keys;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;
    private final InstantSource clock;

    ChannelService(
            RegisteredNodes nodes,
            ChannelRepository channels,
            ReadKeys keys,
            AuditTrail audit,
            DirectoryOutbox directory,
            InstantSource clock) {
        this.nodes = nodes;
        this.channels = channels;
        this.keys = keys;
        this.audit = audit;
        this.directory = directory;
        this.clock = clock;
    }

    /** Fails with {@link Unknown} when the caller does not see the node, or it has no channel. */
    @WithSession
    Uni<Channel> find(Caller caller, UUID nodeId) {
        return nodes.find(caller.scope(), nodeId)
                .chain(node -> channels.findOfNode(node.id()))
                .onItem()
                .ifNull()
                .failWith(() -> none(nodeId))
                .map(ChannelEntity::toChannel);
    }

    /**
     * Asking for the mapping that is there changes nothing, whether or not the author says which
     * version that is; a version that is not the current one is refused in any case.
     */
    @WithTransaction
    Uni<Outcome> set(Caller author, UUID nodeId, ChannelWish wish, IfMatch seen) {
        return nodes.lock(author.scope(), nodeId)
                .chain(node -> {
                    var mapping =
                            ChannelRules.accept(wish, node.kind(), node.expectedIntervalSeconds());
                    return channels.lockRowOfNode(nodeId)
                            .chain(row ->
                                    row == null || row.isRemoved()
                                            ? add(author, node, row, mapping, seen)
                                            : change(author, node, row, mapping, seen));
                });
    }

    /** Fails with {@link Unknown} when there is nothing to remove. */
    @WithTransaction
    Uni<Void> remove(Caller author, UUID nodeId, IfMatch seen) {
        return nodes.lock(author.scope(), nodeId)
                .chain(node ->
                        channels.lockOfNode(nodeId)
                                .onItem()
                                .ifNull()
                                .failWith(() -> none(nodeId))
                                .chain(row -> remove(author, node, row, seen)));
    }

    private Uni<Outcome> add(
            Caller author,
            RegisteredNode node,
            ChannelEntity removed,
            ChannelMapping mapping,
            IfMatch seen) {
        seen.checkCreation();
        var row = removed == null ? ChannelEntity.create(node.id()) : removed;
        row.setAnew(mapping, keys, clock.instant());
        return channels.persistAndFlush(row)
                .chain(() -> {
                    var channel = row.toChannel();
                    return tell(
                                    author,
                                    Change.added(CHANNEL, node.id(), channel, tenant(node)),
                                    row.toEntry())
                            .replaceWith(new Outcome(channel, true));
                });
    }

    private Uni<Outcome> change(
            Caller author,
            RegisteredNode node,
            ChannelEntity row,
            ChannelMapping mapping,
            IfMatch seen) {
        var before = row.toChannel();
        var unchanged = row.says(mapping, keys);
        if (!(unchanged && seen instanceof IfMatch.NotGiven)) {
            seen.checkChange(before.etag());
        }
        if (unchanged) {
            return Uni.createFrom().item(new Outcome(before, false));
        }
        row.set(mapping, keys);
        var after = row.toChannel();
        return channels.persistAndFlush(row)
                .chain(() ->
                        tell(
                                author,
                                Change.changed(CHANNEL, node.id(), before, after, tenant(node)),
                                row.toEntry()))
                .replaceWith(new Outcome(after, false));
    }

    private Uni<Void> remove(Caller author, RegisteredNode node, ChannelEntity row, IfMatch seen) {
        var before = row.toChannel();
        seen.checkRemoval(before.etag());
        row.remove(clock.instant());
        return channels.flush()
                .chain(() ->
                        audit.append(
                                author, Change.removed(CHANNEL, node.id(), before, tenant(node))))
                .chain(() -> directory.tellChannelGone(node.id()));
    }

    private Uni<Void> tell(Caller author, Change change, ChannelEntry entry) {
        return audit.append(author, change).chain(() -> directory.tell(entry));
    }

    private static AuditedTenant tenant(RegisteredNode node) {
        return AuditedTenant.of(node.placement());
    }

    private static Unknown none(UUID nodeId) {
        return new Unknown(CHANNEL, "of node " + nodeId);
    }

    /** A channel as it is now, and whether it is new. */
    record Outcome(Channel channel, boolean added) {}
}
