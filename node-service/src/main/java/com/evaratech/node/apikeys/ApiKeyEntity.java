package com.evaratech.node.apikeys;

import com.evaratech.common.access.Credential;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.ApiKeyEntry;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.directory.ScopePath;
import com.evaratech.node.grants.Right;
import com.evaratech.node.tenancy.TenancyPath;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of a revoked key stays: which program could do what until when is part of the history.
 */
@Entity
@Table(name = "api_key")
class ApiKeyEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    String keyId;

    @Column(updatable = false)
    String secretHash;

    @Column(updatable = false)
    String name;

    @Column(updatable = false)
    String role;

    @Column(updatable = false)
    UUID distributorId;

    @Column(updatable = false)
    @Nullable UUID communityId;

    @Column(updatable = false)
    @Nullable UUID customerId;

    @Column(updatable = false)
    String createdBy;

    @Column(updatable = false)
    Instant createdAt;

    @Column(updatable = false)
    Instant expiresAt;

    // Written beside this entity, so that a note of use changes no version.
    @Column(insertable = false, updatable = false)
    @Nullable Instant lastUsedAt;

    @Nullable Instant revokedAt;
    long version;

    static ApiKeyEntity of(
            ApiKeyRules.Terms terms, TenancyPath path, Credential key, String author, Instant now) {
        var row = new ApiKeyEntity();
        row.keyId = key.id();
        row.secretHash = key.secretHash();
        row.name = terms.name();
        row.role = terms.grant().role().code();
        row.distributorId = path.distributorId();
        row.communityId = path.communityId();
        row.customerId = path.customerId();
        row.createdBy = author;
        row.createdAt = now;
        row.expiresAt = now.plus(terms.validity());
        row.version = 1;
        return row;
    }

    void revoke(Instant now) {
        revokedAt = now;
        version++;
    }

    Role grantedRole() {
        return Role.ofCode(role).orElseThrow();
    }

    TenancyPath path() {
        return new TenancyPath(distributorId, communityId, customerId);
    }

    /** What it opens at an instant. */
    Right right(Instant now) {
        return revokedAt == null && expiresAt.isAfter(now)
                ? Right.of(grantedRole(), ScopePath.scope(distributorId, communityId, customerId))
                : Right.NONE;
    }

    AuditedTenant tenant() {
        return new AuditedTenant(distributorId, communityId, customerId);
    }

    /** As the other services need it, while it is live. */
    ApiKeyEntry toEntry() {
        return ApiKeyEntry.of(
                version,
                keyId,
                grantedRole(),
                ScopePath.scope(distributorId, communityId, customerId),
                secretHash,
                expiresAt);
    }

    ApiKey toApiKey() {
        return new ApiKey(
                keyId,
                name,
                grantedRole(),
                communityId == null ? distributorId : null,
                customerId == null ? communityId : null,
                customerId,
                createdBy,
                createdAt,
                expiresAt,
                lastUsedAt,
                revokedAt);
    }
}
