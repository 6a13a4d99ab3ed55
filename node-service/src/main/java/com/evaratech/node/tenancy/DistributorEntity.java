package com.evaratech.node.tenancy;

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
@Table(name = "distributor")
class DistributorEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID distributorId;

    String name;
    String slug;

    @Column(updatable = false)
    Instant createdAt;

    long version;

    static DistributorEntity of(Distributor distributor) {
        var row = new DistributorEntity();
        row.distributorId = distributor.id();
        row.createdAt = distributor.createdAt();
        row.set(distributor);
        return row;
    }

    /** Takes over what may change, and the version. */
    void set(Distributor distributor) {
        name = distributor.name();
        slug = distributor.slug();
        version = distributor.version();
    }

    Distributor toDistributor() {
        return new Distributor(distributorId, name, slug, createdAt, version);
    }

    AuditedTenant tenant() {
        return AuditedTenant.ofDistributor(distributorId);
    }
}
