package com.evaratech.node.claims;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Credential;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.directory.ScopePath;
import com.evaratech.node.tenancy.TenancyPath;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of a token that was spent stays: how a node came is part of the history. */
@Entity
@Table(name = "claim_token")
class ClaimTokenEntity {

    static final String OPEN = "open";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    String tokenId;

    @Column(updatable = false)
    String secretHash;

    @Column(updatable = false)
    UUID distributorId;

    @Column(updatable = false)
    UUID communityId;

    @Column(updatable = false)
    @Nullable UUID customerId;

    @Column(updatable = false)
    String createdBy;

    @Column(updatable = false)
    Instant createdAt;

    @Column(updatable = false)
    Instant expiresAt;

    @Nullable Instant claimedAt;
    @Nullable UUID nodeId;
    @Nullable Instant withdrawnAt;

    /** Of what it was spent on. */
    @Nullable String wishFingerprint;

    static ClaimTokenEntity of(
            Placement place, Credential token, String author, Instant now, Duration validity) {
        var row = new ClaimTokenEntity();
        row.tokenId = token.id();
        row.secretHash = token.secretHash();
        row.distributorId = place.distributorId();
        row.communityId = place.communityId();
        row.customerId = place.customerId();
        row.createdBy = author;
        row.createdAt = now;
        row.expiresAt = now.plus(validity);
        return row;
    }

    String state(Instant now) {
        if (claimedAt != null) {
            return "used";
        }
        if (withdrawnAt != null) {
            return "withdrawn";
        }
        return expiresAt.isAfter(now) ? OPEN : "expired";
    }

    /** Whether it was spent on that wish, and its time is not over. */
    boolean wasSpentOn(String fingerprint, Instant now) {
        return claimedAt != null && fingerprint.equals(wishFingerprint) && expiresAt.isAfter(now);
    }

    Placement place() {
        return new Placement(distributorId, communityId, customerId);
    }

    /** Who acts with the token: no person, and nowhere but in its place. */
    Caller bearer() {
        return new Caller(
                "claim-token:" + tokenId,
                Role.INSTALLER,
                ScopePath.scope(distributorId, communityId, customerId));
    }

    TenancyPath path() {
        return new TenancyPath(distributorId, communityId, customerId);
    }

    AuditedTenant tenant() {
        return AuditedTenant.of(place());
    }

    ClaimToken toClaimToken(Instant now) {
        return new ClaimToken(
                tokenId,
                communityId,
                customerId,
                createdBy,
                createdAt,
                expiresAt,
                state(now),
                nodeId);
    }
}
