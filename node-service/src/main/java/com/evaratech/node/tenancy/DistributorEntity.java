package com.evaratech.node.tenancy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "distributor")
class DistributorEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    UUID distributorId;
    String name;
    String slug;
    Instant createdAt;

    static DistributorEntity of(Distributor distributor) {
        var row = new DistributorEntity();
        row.distributorId = distributor.id();
        row.name = distributor.name();
        row.slug = distributor.slug();
        row.createdAt = distributor.createdAt();
        return row;
    }

    Distributor toDistributor() {
        return new Distributor(distributorId, name, slug, createdAt);
    }
}
