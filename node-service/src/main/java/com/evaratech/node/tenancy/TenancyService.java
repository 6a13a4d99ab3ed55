package com.evaratech.node.tenancy;

import com.evaratech.common.access.Caller;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.UniqueColumn;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;

/** Grows the tenancy tree: each addition hangs below something its author may see. */
@ApplicationScoped
class TenancyService {

    private final DistributorRepository distributors;
    private final CommunityRepository communities;
    private final CustomerRepository customers;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;

    TenancyService(
            DistributorRepository distributors,
            CommunityRepository communities,
            CustomerRepository customers,
            AuditTrail audit,
            DirectoryOutbox directory) {
        this.distributors = distributors;
        this.communities = communities;
        this.customers = customers;
        this.audit = audit;
        this.directory = directory;
    }

    @WithTransaction
    Uni<Distributor> add(Caller author, Distributor distributor) {
        var slug = new UniqueColumn("distributor_slug_taken", "slug", distributor.slug());
        return distributors
                .persistAndFlush(DistributorEntity.of(distributor))
                .onFailure(PersistenceException.class)
                .transform(slug::explain)
                .chain(() ->
                        audit.append(
                                author,
                                Change.added(
                                        "distributor",
                                        distributor.id(),
                                        distributor,
                                        AuditedTenant.ofDistributor(distributor.id()))))
                .replaceWith(distributor);
    }

    /** Fails with {@link Unknown} when the distributor is outside the author's scope. */
    @WithTransaction
    Uni<Community> add(Caller author, Community community) {
        var slug = new UniqueColumn("community_slug_taken", "slug", community.slug());
        return distributors
                .findVisible(author.scope(), community.distributorId())
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("distributor", community.distributorId()))
                .chain(() -> communities.persistAndFlush(CommunityEntity.of(community)))
                .onFailure(PersistenceException.class)
                .transform(slug::explain)
                .chain(() ->
                        audit.append(
                                author,
                                Change.added(
                                        "community",
                                        community.id(),
                                        community,
                                        AuditedTenant.ofCommunity(
                                                community.distributorId(), community.id()))))
                .chain(() -> directory.tell(entry(community)))
                .replaceWith(community);
    }

    /** Fails with {@link Unknown} when the community is outside the author's scope. */
    @WithTransaction
    Uni<Customer> add(Caller author, Customer customer) {
        return communities
                .findVisible(author.scope(), customer.communityId())
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("community", customer.communityId()))
                .chain(community ->
                        customers.persistAndFlush(
                                CustomerEntity.of(customer, community.distributorId)))
                .chain(row ->
                        audit.append(
                                author,
                                Change.added(
                                        "customer",
                                        customer.id(),
                                        customer,
                                        new AuditedTenant(
                                                row.distributorId,
                                                customer.communityId(),
                                                customer.id()))))
                .replaceWith(customer);
    }

    private static CommunityEntry entry(Community community) {
        return new CommunityEntry(community.version(), community.id(), community.distributorId());
    }
}
