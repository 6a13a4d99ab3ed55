package com.evaratech.common.access;

import java.util.Optional;
import java.util.UUID;

/**
 * The part of all data that a person may see. Every table with tenants' rows carries the columns
 * {@code distributor_id}, {@code community_id} and, where it applies, {@code customer_id}; a query
 * compares one of them ({@link #column()}) with {@link #id()}.
 */
public sealed interface Scope {

    /** The whole platform. */
    record Everything() implements Scope {
        @Override
        public boolean covers(Placement placement) {
            return true;
        }

        @Override
        public Optional<String> column() {
            return Optional.empty();
        }

        @Override
        public Optional<UUID> id() {
            return Optional.empty();
        }
    }

    /** All communities of one distributor. */
    record OfDistributor(UUID distributorId) implements Scope {
        @Override
        public boolean covers(Placement placement) {
            return distributorId.equals(placement.distributorId());
        }

        @Override
        public Optional<String> column() {
            return Optional.of("distributor_id");
        }

        @Override
        public Optional<UUID> id() {
            return Optional.of(distributorId);
        }
    }

    /** One community with all its customers. */
    record OfCommunity(UUID communityId) implements Scope {
        @Override
        public boolean covers(Placement placement) {
            return communityId.equals(placement.communityId());
        }

        @Override
        public Optional<String> column() {
            return Optional.of("community_id");
        }

        @Override
        public Optional<UUID> id() {
            return Optional.of(communityId);
        }
    }

    /**
     * What belongs to one customer. The community is known too, for what all its customers share:
     * the rules that judge their nodes, for instance.
     */
    record OfCustomer(UUID customerId, UUID communityId) implements Scope {
        @Override
        public boolean covers(Placement placement) {
            return customerId.equals(placement.customerId());
        }

        @Override
        public Optional<String> column() {
            return Optional.of("customer_id");
        }

        @Override
        public Optional<UUID> id() {
            return Optional.of(customerId);
        }
    }

    /** Whether a thing in this place may be seen. */
    boolean covers(Placement placement);

    /** The column that a query must restrict; empty when nothing needs to be. */
    Optional<String> column();

    /** The value that the column must have; empty when there is no such column. */
    Optional<UUID> id();
}
