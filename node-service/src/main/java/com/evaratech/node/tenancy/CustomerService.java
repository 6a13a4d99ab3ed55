package com.evaratech.node.tenancy;

import com.evaratech.common.access.Caller;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.util.UUID;

/** Adds, changes and removes customers, and with them their plans. */
@ApplicationScoped
class CustomerService {

    private static final String CUSTOMER = "customer";

    private final CommunityRepository communities;
    private final CustomerRepository customers;
    private final TenantRemoval removal;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;

    CustomerService(
            CommunityRepository communities,
            CustomerRepository customers,
            TenantRemoval removal,
            AuditTrail audit,
            DirectoryOutbox directory) {
        this.communities = communities;
        this.customers = customers;
        this.removal = removal;
        this.audit = audit;
        this.directory = directory;
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
                .call(row ->
                        audit.append(
                                author,
                                Change.added(CUSTOMER, customer.id(), customer, row.tenant())))
                .chain(row -> directory.tell(row.toEntry()))
                .replaceWith(customer);
    }

    /** Fails with {@link Unknown} when the customer is outside the author's scope. */
    @WithTransaction
    Uni<Customer> change(Caller author, UUID id, ChangeCustomer wish, IfMatch seen) {
        return lock(author, id)
                .chain(row -> {
                    var before = row.toCustomer();
                    seen.checkChange(Long.toString(before.version()));
                    var after = TenancyRules.change(before, wish);
                    row.set(after);
                    return customers
                            .flush()
                            .chain(() ->
                                    audit.append(
                                            author,
                                            Change.changed(
                                                    CUSTOMER, id, before, after, row.tenant())))
                            .chain(() -> directory.tell(row.toEntry()))
                            .replaceWith(after);
                });
    }

    /**
     * Fails as {@link #remove} does, but for nodes; and when the author does not say which version
     * it has seen, since its nodes cannot be made again.
     */
    @WithTransaction
    Uni<Void> checkRemoval(Caller author, UUID id, IfMatch seen) {
        return lock(author, id)
                .chain(row -> {
                    seen.checkChange(Long.toString(row.toCustomer().version()));
                    return removal.check(new TenancyPart(TenancyLevel.CUSTOMER, id));
                });
    }

    /** Refused while anything belongs to it. */
    @WithTransaction
    Uni<Void> remove(Caller author, UUID id, IfMatch seen) {
        return lock(author, id)
                .chain(row -> {
                    var before = row.toCustomer();
                    seen.checkRemoval(Long.toString(before.version()));
                    var tenant = row.tenant();
                    var part = new TenancyPart(TenancyLevel.CUSTOMER, id);
                    return removal.prepare(author, part)
                            .chain(() -> customers.delete(row))
                            .chain(() -> customers.flush())
                            .onFailure(PersistenceException.class)
                            .transform(failure -> Belongings.explain(part, failure))
                            .chain(() ->
                                    audit.append(
                                            author, Change.removed(CUSTOMER, id, before, tenant)))
                            .chain(() -> directory.tellCustomerGone(id));
                });
    }

    private Uni<CustomerEntity> lock(Caller author, UUID id) {
        return customers
                .lockVisible(author.scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown(CUSTOMER, id));
    }
}
