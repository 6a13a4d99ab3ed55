package com.evaratech.node.tenancy;

import com.evaratech.common.directory.CustomerEntry;
import com.evaratech.node.audit.AuditedTenant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "customer")
class CustomerEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID customerId;

    @Column(updatable = false)
    UUID communityId;

    @Column(updatable = false)
    UUID distributorId;

    String name;
    String plan;
    int maxNodes;
    @Nullable Integer visibleHistoryDays;

    @Column(updatable = false)
    Instant createdAt;

    long version;

    static CustomerEntity of(Customer customer, UUID distributorId) {
        var row = new CustomerEntity();
        row.customerId = customer.id();
        row.communityId = customer.communityId();
        row.distributorId = distributorId;
        row.createdAt = customer.createdAt();
        row.set(customer);
        return row;
    }

    /** Takes over what may change, and the version. */
    void set(Customer customer) {
        name = customer.name();
        plan = customer.plan();
        maxNodes = customer.maxNodes();
        visibleHistoryDays = customer.visibleHistoryDays();
        version = customer.version();
    }

    Customer toCustomer() {
        return new Customer(
                customerId,
                communityId,
                name,
                plan,
                maxNodes,
                visibleHistoryDays,
                createdAt,
                version);
    }

    /** As the other services need it. */
    CustomerEntry toEntry() {
        return new CustomerEntry(
                version, customerId, communityId, distributorId, visibleHistoryDays);
    }

    AuditedTenant tenant() {
        return new AuditedTenant(distributorId, communityId, customerId);
    }
}
