package com.evaratech.node.tenancy;

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

    UUID communityId;
    UUID distributorId;
    String name;
    String slug;
    String region;
    String city;
    Instant createdAt;
    long version;

    static CommunityEntity of(Community community) {
        var row = new CommunityEntity();
        row.communityId = community.id();
        row.distributorId = community.distributorId();
        row.name = community.name();
        row.slug = community.slug();
        row.region = community.region();
        row.city = community.city();
        row.createdAt = community.createdAt();
        row.version = community.version();
        return row;
    }

    Community toCommunity() {
        return new Community(
                communityId, distributorId, name, slug, region, city, createdAt, version);
    }
}
