package com.evaratech.node.people;

import com.evaratech.common.access.Role;
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
import java.util.Objects;
import java.util.UUID;

/** The row holds the whole path of the scope, so that lists of people can be scoped themselves. */
@Entity
@Table(name = "profile")
class ProfileEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    String subject;

    String role;
    UUID distributorId;
    UUID communityId;
    UUID customerId;
    boolean active;

    @Column(updatable = false)
    Instant createdAt;

    long version;

    static ProfileEntity create(Permission permission, TenancyPath path, Instant now) {
        var row = new ProfileEntity();
        row.subject = permission.subject();
        row.createdAt = now;
        row.set(permission, path);
        return row;
    }

    /** Takes the permission over as the next version. */
    void set(Permission permission, TenancyPath path) {
        role = permission.role().code();
        distributorId = path.distributorId();
        communityId = path.communityId();
        customerId = path.customerId();
        active = permission.active();
        version++;
    }

    boolean grants(Permission permission, TenancyPath path) {
        return role.equals(permission.role().code())
                && active == permission.active()
                && Objects.equals(distributorId, path.distributorId())
                && Objects.equals(communityId, path.communityId())
                && Objects.equals(customerId, path.customerId());
    }

    /** As the other services need it. */
    com.evaratech.common.directory.Profile toEntry() {
        return new com.evaratech.common.directory.Profile(
                version,
                Role.ofCode(role).orElseThrow(),
                ScopePath.scope(distributorId, communityId, customerId),
                active);
    }

    /** What the person may do now. */
    Right toRight() {
        return active
                ? Right.of(
                        Role.ofCode(role).orElseThrow(),
                        ScopePath.scope(distributorId, communityId, customerId))
                : Right.NONE;
    }

    /** Where the person may act, for the audit. */
    AuditedTenant tenant() {
        return new AuditedTenant(distributorId, communityId, customerId);
    }

    Profile toProfile() {
        return new Profile(
                subject,
                Role.ofCode(role).orElseThrow(),
                communityId == null ? distributorId : null,
                customerId == null ? communityId : null,
                customerId,
                active,
                version);
    }
}
