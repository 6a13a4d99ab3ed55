package com.evaratech.node.tenancy;

import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.node.audit.AuditedTenant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "community")
class CommunityEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID communityId;

    @Column(updatable = false)
    UUID distributorId;

    String name;
    String slug;
    String region;
    String city;

    @Column(updatable = false)
    Instant createdAt;

    long version;

    static CommunityEntity of(Community community) {
        var row = new CommunityEntity();
        row.communityId = community.id();
        row.distributorId = community.distributorId();
        row.createdAt = community.createdAt();
        row.set(community);
        return row;
    }

    /** Takes over what may change, and the version. */
    void set(Community community) {
        name = community.name();
        slug = community.slug();
        region = community.region();
        city = community.city();
        version = community.version();
    }

    Community toCommunity() {
        return new Community(
                communityId, distributorId, name, slug, region, city, createdAt, version);
    }

    /** As the other services need it. */
    CommunityEntry toEntry() {
        return new CommunityEntry(version, communityId, distributorId);
    }

    AuditedTenant tenant() {
        return AuditedTenant.ofCommunity(distributorId, communityId);
    }
}
