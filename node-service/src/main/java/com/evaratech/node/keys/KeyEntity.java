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
import org.jspecify.annotations.Nullable;

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

    @Nullable Instant expiresAt;
    @Nullable Instant revokedAt;
    long version;

    static KeyEntity of(UUID nodeId, DeviceKey key, Instant now, @Nullable Instant expiresAt) {
        var row = new KeyEntity();
        row.keyId = key.id();
        row.nodeId = nodeId;
        row.secretHash = key.secretHash();
        row.createdAt = now;
        row.expiresAt = expiresAt;
        row.version = 1;
        return row;
    }

    boolean isRevoked() {
        return revokedAt != null;
    }

    boolean isLive(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }

    void revoke(Instant now) {
        revokedAt = now;
        version++;
    }

    /** Lets it end at that time, unless it ends before. */
    void endBy(Instant end) {
        if (expiresAt == null || expiresAt.isAfter(end)) {
            expiresAt = end;
        }
        version++;
    }

    /** As the other services need it, while it is live. */
    DeviceKeyEntry toEntry() {
        return new DeviceKeyEntry(version, keyId, nodeId, secretHash, expiresAt);
    }

    IssuedKey toIssued(DeviceKey key) {
        return new IssuedKey(keyId, key.text(), createdAt, expiresAt);
    }

    Key toKey() {
        return new Key(keyId, createdAt, expiresAt, revokedAt);
    }
}
