package com.evaratech.node.people;

import com.evaratech.common.access.Credential;
import com.evaratech.common.access.Role;
import com.evaratech.node.audit.AuditedTenant;
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

/** The row of an invitation that has ended stays: who let whom in is part of the history. */
@Entity
@Table(name = "invitation")
class InvitationEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID invitationId;

    @Column(updatable = false)
    String codeId;

    @Column(updatable = false)
    String codeHash;

    @Column(updatable = false)
    @Nullable String email;

    @Column(updatable = false)
    String role;

    @Column(updatable = false)
    @Nullable UUID distributorId;

    @Column(updatable = false)
    @Nullable UUID communityId;

    @Column(updatable = false)
    @Nullable UUID customerId;

    @Column(updatable = false)
    String invitedBy;

    @Column(updatable = false)
    Instant createdAt;

    @Column(updatable = false)
    Instant expiresAt;

    @Nullable Instant acceptedAt;
    @Nullable String acceptedBy;
    @Nullable Instant withdrawnAt;

    static InvitationEntity of(
            InvitationRules.Offer offer,
            TenancyPath path,
            Credential code,
            String author,
            Instant now) {
        var row = new InvitationEntity();
        row.invitationId = UUID.randomUUID();
        row.codeId = code.id();
        row.codeHash = code.secretHash();
        row.email = offer.email();
        row.role = offer.grant().role().code();
        row.distributorId = path.distributorId();
        row.communityId = path.communityId();
        row.customerId = path.customerId();
        row.invitedBy = author;
        row.createdAt = now;
        row.expiresAt = now.plus(offer.validity());
        return row;
    }

    String state(Instant now) {
        if (acceptedAt != null) {
            return "accepted";
        }
        if (withdrawnAt != null) {
            return "withdrawn";
        }
        return expiresAt.isAfter(now) ? InvitationService.OPEN : "expired";
    }

    Role grantedRole() {
        return Role.ofCode(role).orElseThrow();
    }

    TenancyPath path() {
        return new TenancyPath(distributorId, communityId, customerId);
    }

    AuditedTenant tenant() {
        return new AuditedTenant(distributorId, communityId, customerId);
    }

    Invitation toInvitation(Instant now) {
        return new Invitation(
                invitationId,
                email,
                grantedRole(),
                communityId == null ? distributorId : null,
                customerId == null ? communityId : null,
                customerId,
                invitedBy,
                createdAt,
                expiresAt,
                state(now),
                acceptedBy);
    }
}
