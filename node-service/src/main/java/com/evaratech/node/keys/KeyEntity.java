package com.evaratech.node.keys;

import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.directory.DeviceKeyEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The row of a revoked key stays: who could send what until when is part of the history. */
@Entity
@Table(name = "device_key")
class KeyEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    String keyId;

    @Column(updatable = false)
    UUID nodeId;

    @Column(updatable = false)
    String secretHash;

    @Column(updatable = false)
    Instant createdAt;

    Instant revokedAt;
    long version;

    static KeyEntity of(UUID nodeId, DeviceKey key, Instant now) {
        var row = new KeyEntity();
        row.keyId = key.id();
        row.nodeId = nodeId;
        row.secretHash = key.secretHash();
        row.createdAt = now;
        row.version = 1;
        return row;
    }

    boolean isRevoked() {
        return revokedAt != null;
    }

    void revoke(Instant now) {
        revokedAt = now;
        version++;
    }

    /** As the other services need it, while it is live. */
    DeviceKeyEntry toEntry() {
        return new DeviceKeyEntry(version, keyId, nodeId, secretHash);
    }

    Key toKey() {
        return new Key(keyId, createdAt, revokedAt);
    }
}
