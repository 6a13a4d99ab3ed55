package com.evaratech.node.keys;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;

/** Ends device keys before their time: one of them, or all when the device is taken away. */
@ApplicationScoped
public class LiveKeys {

    static final String KEY = "device_key";

    private final KeyRepository keys;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;
    private final InstantSource clock;

    LiveKeys(KeyRepository keys, AuditTrail audit, DirectoryOutbox directory, InstantSource clock) {
        this.keys = keys;
        this.audit = audit;
        this.directory = directory;
        this.clock = clock;
    }

    /** Revokes whatever key of a node is not revoked yet; the caller has locked the node. */
    @WithTransaction
    public Uni<Void> revokeAll(Caller author, UUID nodeId, Placement placement) {
        return keys.listUnrevoked(nodeId)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(row -> revoke(author, placement, row))
                .collect()
                .last();
    }

    /** Revokes a key of a node that the caller has locked. */
    @WithTransaction
    Uni<Void> revoke(Caller author, Placement placement, KeyEntity row) {
        var before = row.toKey();
        row.revoke(clock.instant());
        return keys.flush()
                .chain(() -> audit.append(author, changed(before, row, placement)))
                .chain(() -> directory.tellDeviceKeyGone(row.keyId));
    }

    static Change changed(Key before, KeyEntity row, Placement placement) {
        var tenant = AuditedTenant.of(placement);
        return Change.changed(KEY, row.keyId, before, row.toKey(), tenant);
    }
}
