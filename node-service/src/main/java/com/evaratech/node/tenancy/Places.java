package com.evaratech.node.tenancy;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import com.evaratech.node.RegistryException.Unknown;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds places in the tenancy tree for what the other rooms put there. */
@ApplicationScoped
public class Places {

    private final DistributorRepository distributors;
    private final CommunityRepository communities;
    private final CustomerRepository customers;

    Places(
            DistributorRepository distributors,
            CommunityRepository communities,
            CustomerRepository customers) {
        this.distributors = distributors;
        this.communities = communities;
        this.customers = customers;
    }

    /**
     * The place for a new node. A customer's row stays locked until the transaction ends, so that
     * nodes of one customer are counted and added one at a time.
     *
     * @param scope what the caller may see; anything else fails with {@link Unknown}
     * @param customerId of that community, or {@code null} for a node of the community's own
     */
    @WithTransaction
    public Uni<NodePlace> forNode(Scope scope, UUID communityId, @Nullable UUID customerId) {
        return communities
                .findVisible(scope, communityId)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("community", communityId))
                .chain(community ->
                        customerId == null
                                ? Uni.createFrom().item(communityPlace(community))
                                : customerPlace(scope, community, customerId));
    }

    /**
     * The whole path from the top of the tree down to a part of it.
     *
     * @param scope what the caller may see; anything else fails with {@link Unknown}
     * @param part {@code null} for the tree itself
     */
    @WithTransaction
    public Uni<TenancyPath> pathTo(Scope scope, @Nullable TenancyPart part) {
        if (part == null) {
            return Uni.createFrom().item(new TenancyPath(null, null, null));
        }
        var id = part.id();
        var path =
                switch (part.level()) {
                    case DISTRIBUTOR ->
                            distributors
                                    .findVisible(scope, id)
                                    .onItem()
                                    .ifNotNull()
                                    .transform(
                                            row -> new TenancyPath(row.distributorId, null, null));
                    case COMMUNITY ->
                            communities
                                    .findVisible(scope, id)
                                    .onItem()
                                    .ifNotNull()
                                    .transform(row ->
                                            new TenancyPath(
                                                    row.distributorId, row.communityId, null));
                    case CUSTOMER ->
                            customers
                                    .findVisible(scope, id)
                                    .onItem()
                                    .ifNotNull()
                                    .transform(row ->
                                            new TenancyPath(
                                                    row.distributorId,
                                                    row.communityId,
                                                    row.customerId));
                };
        return path.onItem().ifNull().failWith(() -> new Unknown(part.level().word(), id));
    }

    private static NodePlace communityPlace(CommunityEntity community) {
        return new NodePlace(
                new Placement(community.distributorId, community.communityId, null), null, null);
    }

    private Uni<NodePlace> customerPlace(Scope scope, CommunityEntity community, UUID customerId) {
        return customers
                .lockVisible(scope, customerId)
                .map(row ->
                        row != null && row.communityId.equals(community.communityId) ? row : null)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("customer", customerId))
                .map(row ->
                        new NodePlace(
                                new Placement(row.distributorId, row.communityId, row.customerId),
                                row.maxNodes,
                                row.plan));
    }
}
