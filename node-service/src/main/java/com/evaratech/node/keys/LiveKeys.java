package com.evaratech.node.keys;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;

/** Ends the keys of devices that are taken away. */
@ApplicationScoped
public class LiveKeys {

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

    /** Revokes the live key of a node that the caller has locked, if it has one. */
    @WithTransaction
    public Uni<Void> revoke(Caller author, UUID nodeId, Placement placement) {
        return keys.find("nodeId = ?1 and revokedAt is null", nodeId)
                .firstResult()
                .chain(row -> {
                    if (row == null) {
                        return Uni.createFrom().voidItem();
                    }
                    var before = row.toKey();
                    row.revoke(clock.instant());
                    var changed =
                            Change.changed(
                                    "device_key",
                                    row.keyId,
                                    before,
                                    row.toKey(),
                                    AuditedTenant.of(placement));
                    return keys.flush()
                            .chain(() -> audit.append(author, changed))
                            .chain(() -> directory.tellDeviceKeyGone(row.keyId));
                });
    }
}
