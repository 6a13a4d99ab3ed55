package com.evaratech.node.devices;

import com.evaratech.common.access.Caller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.keys.LiveKeys;
import com.evaratech.node.nodes.NodeRevisions;
import com.evaratech.node.nodes.NodeRevisions.Revised;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the device of a node. Whatever is told by node (readings, rules, alerts, the channel)
 * goes on; the old device's keys open nothing any more, and the node has the new one's revisions.
 */
@ApplicationScoped
class DeviceService {

    private final NodeRevisions nodes;
    private final LiveKeys keys;
    private final DeviceRepository devices;
    private final AuditTrail audit;
    private final InstantSource clock;

    DeviceService(
            NodeRevisions nodes,
            LiveKeys keys,
            DeviceRepository devices,
            AuditTrail audit,
            InstantSource clock) {
        this.nodes = nodes;
        this.keys = keys;
        this.devices = devices;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    Uni<Page<Device>> list(Caller caller, UUID nodeId, PageRequest page) {
        return nodes.find(caller.scope(), nodeId)
                .chain(node -> devices.listOfNode(node.id(), page))
                .map(rows -> Page.of(page, rows, row -> row.number).map(DeviceEntity::toDevice));
    }

    /** Ends the device that measures now, and begins the one wished for. */
    @WithTransaction
    Uni<Device> replace(Caller author, UUID nodeId, InstallDevice wish) {
        return nodes.lock(author.scope(), nodeId)
                .chain(node ->
                        devices.findInstalled(nodeId)
                                .chain(before -> replace(author, node, before, wish)));
    }

    private Uni<Device> replace(
            Caller author, Revised node, @Nullable DeviceEntity installed, InstallDevice wish) {
        var before = installed == null ? first(node) : installed;
        var accepted = wish.accept(before.installedAt, clock.instant());
        before.removedAt = accepted.installedAt();
        var row = DeviceEntity.of(node.id(), accepted);
        // First the old one: two are never installed at once.
        return devices.persistAndFlush(before)
                .chain(() -> devices.persistAndFlush(row))
                .chain(() ->
                        audit.append(
                                author,
                                Change.changed(
                                        "device",
                                        node.id(),
                                        before.toDevice(),
                                        row.toDevice(),
                                        AuditedTenant.of(node.placement()))))
                .chain(() -> keys.revokeAll(author, node.id(), node.placement()))
                .chain(() ->
                        nodes.revise(
                                author,
                                node.id(),
                                accepted.hardwareRevision(),
                                accepted.firmwareRevision()))
                .map(done -> row.toDevice());
    }

    /** The one that was there from the beginning, of which nobody told more than the node. */
    private static DeviceEntity first(Revised node) {
        return DeviceEntity.of(
                node.id(),
                new Installation(
                        null,
                        node.hardwareRevision(),
                        node.firmwareRevision(),
                        node.createdAt(),
                        null));
    }
}
