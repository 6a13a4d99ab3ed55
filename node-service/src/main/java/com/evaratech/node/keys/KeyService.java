package com.evaratech.node.keys;

import com.evaratech.common.access.Caller;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.RegistryException.KeyIsLive;
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
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** Issues and revokes device keys; a node has one live key at most. */
@ApplicationScoped
class KeyService {

    private static final String KEY = "device_key";

    private final RegisteredNodes nodes;
    private final KeyRepository keys;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;
    private final InstantSource clock;

    KeyService(
            RegisteredNodes nodes,
            KeyRepository keys,
            AuditTrail audit,
            DirectoryOutbox directory,
            InstantSource clock) {
        this.nodes = nodes;
        this.keys = keys;
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

    /** Fails with {@link KeyIsLive} while the node has one. */
    @WithTransaction
    Uni<IssuedKey> issue(Caller author, UUID nodeId) {
        return nodes.lock(author.scope(), nodeId)
                .call(() -> keys.countLive(nodeId).invoke(count -> refuseSecond(nodeId, count)))
                .chain(node -> issue(author, node));
    }

    /** A key that is revoked already stays as it is. */
    @WithTransaction
    Uni<Void> revoke(Caller author, UUID nodeId, String keyId) {
        return nodes.lock(author.scope(), nodeId)
                .chain(node ->
                        keys.findOfNode(nodeId, keyId)
                                .onItem()
                                .ifNull()
                                .failWith(() -> new Unknown(KEY, keyId))
                                .chain(row ->
                                        row.isRevoked()
                                                ? Uni.createFrom().voidItem()
                                                : revoke(author, node, row)));
    }

    private Uni<IssuedKey> issue(Caller author, RegisteredNode node) {
        // Made when it is needed: one that is kept would have its seed in the native image.
        var key = DeviceKey.draw(new SecureRandom());
        var row = KeyEntity.of(node.id(), key, clock.instant());
        return keys.persistAndFlush(row)
                .chain(() -> audit.append(author, added(row, node)))
                .chain(() -> directory.tell(row.toEntry()))
                .replaceWith(new IssuedKey(key.id(), key.text(), row.createdAt));
    }

    private Uni<Void> revoke(Caller author, RegisteredNode node, KeyEntity row) {
        var before = row.toKey();
        row.revoke(clock.instant());
        var tenant = AuditedTenant.of(node.placement());
        return keys.flush()
                .chain(() ->
                        audit.append(
                                author,
                                Change.changed(KEY, row.keyId, before, row.toKey(), tenant)))
                .chain(() -> directory.tellDeviceKeyGone(row.keyId));
    }

    private static Change added(KeyEntity row, RegisteredNode node) {
        return Change.added(KEY, row.keyId, row.toKey(), AuditedTenant.of(node.placement()));
    }

    private static void refuseSecond(UUID nodeId, long live) {
        if (live > 0) {
            throw new KeyIsLive(nodeId);
        }
    }
}
