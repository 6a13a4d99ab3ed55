package com.evaratech.node.tenancy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "customer")
class CustomerEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    UUID customerId;
    UUID communityId;
    UUID distributorId;
    String name;
    int maxNodes;
    Instant createdAt;

    static CustomerEntity of(Customer customer, UUID distributorId) {
        var row = new CustomerEntity();
        row.customerId = customer.id();
        row.communityId = customer.communityId();
        row.distributorId = distributorId;
        row.name = customer.name();
        row.maxNodes = customer.maxNodes();
        row.createdAt = customer.createdAt();
        return row;
    }

    Customer toCustomer() {
        return new Customer(customerId, communityId, name, maxNodes, createdAt);
    }
}
