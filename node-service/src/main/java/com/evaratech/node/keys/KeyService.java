package com.evaratech.node.keys;

import com.evaratech.common.access.Caller;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.RegistryException.Ended;
import com.evaratech.node.RegistryException.TooManyKeys;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.keys.KeyRules.Rotation;
import com.evaratech.node.nodes.RegisteredNode;
import com.evaratech.node.nodes.RegisteredNodes;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues, rotates and revokes device keys. */
@ApplicationScoped
class KeyService {

    // One in use, one that is being rolled out, and room for what went wrong on the way.
    private static final int MOST_LIVE = 5;

    private final RegisteredNodes nodes;
    private final KeyRepository keys;
    private final LiveKeys live;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;
    private final InstantSource clock;

    KeyService(
            RegisteredNodes nodes,
            KeyRepository keys,
            LiveKeys live,
            AuditTrail audit,
            DirectoryOutbox directory,
            InstantSource clock) {
        this.nodes = nodes;
        this.keys = keys;
        this.live = live;
        this.audit = audit;
        this.directory = directory;
        this.clock = clock;
    }

    @WithSession
    Uni<Page<Key>> list(Caller caller, UUID nodeId, PageRequest page) {
        return nodes.find(caller.scope(), nodeId)
                .chain(node -> keys.listOfNode(node.id(), page))
                .map(rows -> Page.of(page, rows, row -> row.number).map(KeyEntity::toKey));
    }

    /** Fails with {@link TooManyKeys} when as many are live as may be. */
    @WithTransaction
    Uni<IssuedKey> issue(Caller author, UUID nodeId, @Nullable Instant expiresAt) {
        return lockForAnother(author, nodeId)
                .chain(node -> add(author, node, expiresAt))
                .call(added -> directory.tell(added.row().toEntry()))
                .map(Added::toIssued);
    }

    /** A new key, and an end for the old one; both are live until then. */
    @WithTransaction
    Uni<IssuedKey> rotate(Caller author, UUID nodeId, String keyId, Rotation wish) {
        return lockForAnother(author, nodeId)
                .chain(node ->
                        find(nodeId, keyId)
                                .invoke(this::requireLive)
                                .call(old -> endBy(author, node, old, wish.oldEndsAt()))
                                .chain(old ->
                                        add(author, node, wish.expiresAt())
                                                .call(() -> directory.tell(old.toEntry()))))
                .call(added -> directory.tell(added.row().toEntry()))
                .map(Added::toIssued);
    }

    /** A key that is revoked already stays as it is. */
    @WithTransaction
    Uni<Void> revoke(Caller author, UUID nodeId, String keyId) {
        return nodes.lock(author.scope(), nodeId)
                .chain(node ->
                        find(nodeId, keyId)
                                .chain(row ->
                                        row.isRevoked()
                                                ? Uni.createFrom().voidItem()
                                                : live.revoke(author, node.placement(), row)));
    }

    private Uni<RegisteredNode> lockForAnother(Caller author, UUID nodeId) {
        return nodes.lock(author.scope(), nodeId)
                .call(() ->
                        keys.countLive(nodeId, clock.instant())
                                .invoke(count -> refuseTooMany(nodeId, count)));
    }

    private Uni<KeyEntity> find(UUID nodeId, String keyId) {
        return keys.findOfNode(nodeId, keyId)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown(LiveKeys.KEY, keyId));
    }

    private void requireLive(KeyEntity row) {
        if (!row.isLive(clock.instant())) {
            throw new Ended(LiveKeys.KEY, row.isRevoked() ? "revoked" : "expired");
        }
    }

    /** A key that was just made, with what is shown of it once. */
    private record Added(KeyEntity row, DeviceKey key) {

        IssuedKey toIssued() {
            return row.toIssued(key);
        }
    }

    private Uni<Added> add(Caller author, RegisteredNode node, @Nullable Instant expiresAt) {
        // Made when it is needed: one that is kept would have its seed in the native image.
        var key = DeviceKey.draw(new SecureRandom());
        var row = KeyEntity.of(node.id(), key, clock.instant(), expiresAt);
        return keys.persistAndFlush(row)
                .chain(() -> audit.append(author, added(row, node)))
                .replaceWith(new Added(row, key));
    }

    private Uni<Void> endBy(Caller author, RegisteredNode node, KeyEntity row, Instant end) {
        var before = row.toKey();
        row.endBy(end);
        return keys.flush()
                .chain(() -> audit.append(author, LiveKeys.changed(before, row, node.placement())));
    }

    private static Change added(KeyEntity row, RegisteredNode node) {
        return Change.added(
                LiveKeys.KEY, row.keyId, row.toKey(), AuditedTenant.of(node.placement()));
    }

    private static void refuseTooMany(UUID nodeId, long live) {
        if (live >= MOST_LIVE) {
            throw new TooManyKeys(nodeId, MOST_LIVE);
        }
    }
}
