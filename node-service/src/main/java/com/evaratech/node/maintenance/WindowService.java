package com.evaratech.node.maintenance;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.nodes.RegisteredNode;
import com.evaratech.node.nodes.RegisteredNodes;
import com.evaratech.node.tenancy.NodePlace;
import com.evaratech.node.tenancy.Places;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;

/** Keeps maintenance windows and tells the other services of them. */
@ApplicationScoped
class WindowService {

    private static final String WINDOW = "maintenance_window";

    private final RegisteredNodes nodes;
    private final Places places;
    private final WindowRepository windows;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;
    private final InstantSource clock;

    WindowService(
            RegisteredNodes nodes,
            Places places,
            WindowRepository windows,
            AuditTrail audit,
            DirectoryOutbox directory,
            InstantSource clock) {
        this.nodes = nodes;
        this.places = places;
        this.windows = windows;
        this.audit = audit;
        this.directory = directory;
        this.clock = clock;
    }

    /** Fails with {@link Unknown} when the node or community is outside the author's scope. */
    @WithTransaction
    Uni<MaintenanceWindow> add(Caller author, SetWindow wish) {
        var times = WindowRules.accept(wish);
        return place(author, wish)
                .chain(place -> {
                    var row =
                            WindowEntity.create(
                                    UUID.randomUUID(), place, wish.nodeId(), clock.instant());
                    row.set(times);
                    return windows.persistAndFlush(row);
                })
                .call(row ->
                        audit.append(
                                author,
                                Change.added(WINDOW, row.windowId, row.toWindow(), tenant(row))))
                .call(row -> directory.tell(row.toEntry()))
                .map(WindowEntity::toWindow);
    }

    /** Replaces the version that {@code seen} names. */
    @WithTransaction
    Uni<MaintenanceWindow> change(Caller author, UUID id, SetWindow wish, IfMatch seen) {
        return find(author, id)
                .chain(row -> {
                    var before = row.toWindow();
                    seen.checkChange(before.etag());
                    var times = WindowRules.acceptChange(wish, before);
                    return row.says(times)
                            ? Uni.createFrom().item(before)
                            : change(author, row, before, times);
                });
    }

    /** Calls it off; without {@code seen}, whatever version is there. */
    @WithTransaction
    Uni<Void> remove(Caller author, UUID id, IfMatch seen) {
        return find(author, id)
                .chain(row -> {
                    var before = row.toWindow();
                    seen.checkRemoval(before.etag());
                    var removed = Change.removed(WINDOW, id, before, tenant(row));
                    return windows.delete(row)
                            .chain(() -> windows.flush())
                            .chain(() -> audit.append(author, removed))
                            .chain(() -> directory.tellMaintenanceGone(id));
                });
    }

    private Uni<MaintenanceWindow> change(
            Caller author, WindowEntity row, MaintenanceWindow before, WindowTimes times) {
        row.set(times);
        return windows.flush()
                .chain(() ->
                        audit.append(
                                author,
                                Change.changed(
                                        WINDOW, row.windowId, before, row.toWindow(), tenant(row))))
                .chain(() -> directory.tell(row.toEntry()))
                .replaceWith(row.toWindow());
    }

    private Uni<WindowEntity> find(Caller author, UUID id) {
        return windows.lockVisible(author.scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown(WINDOW, id));
    }

    private Uni<Placement> place(Caller author, SetWindow wish) {
        var nodeId = wish.nodeId();
        var communityId = wish.communityId();
        if (nodeId != null) {
            return nodes.find(author.scope(), nodeId).map(RegisteredNode::placement);
        }
        if (communityId == null) {
            throw new IllegalStateException("accepted without a place");
        }
        return places.forNode(author.scope(), communityId, null).map(NodePlace::placement);
    }

    private static AuditedTenant tenant(WindowEntity row) {
        return AuditedTenant.ofCommunity(row.distributorId, row.communityId);
    }
}
