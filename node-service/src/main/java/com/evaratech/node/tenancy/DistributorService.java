package com.evaratech.node.tenancy;

import com.evaratech.common.access.Caller;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.UniqueColumn;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.Change;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.util.UUID;

/** Adds, changes and removes distributors. */
@ApplicationScoped
class DistributorService {

    private static final String DISTRIBUTOR = "distributor";

    private final DistributorRepository distributors;
    private final TenantRemoval removal;
    private final AuditTrail audit;

    DistributorService(
            DistributorRepository distributors, TenantRemoval removal, AuditTrail audit) {
        this.distributors = distributors;
        this.removal = removal;
        this.audit = audit;
    }

    @WithTransaction
    Uni<Distributor> add(Caller author, Distributor distributor) {
        var row = DistributorEntity.of(distributor);
        return distributors
                .persistAndFlush(row)
                .onFailure(PersistenceException.class)
                .transform(slug(distributor)::explain)
                .chain(() ->
                        audit.append(
                                author,
                                Change.added(
                                        DISTRIBUTOR, distributor.id(), distributor, row.tenant())))
                .replaceWith(distributor);
    }

    /** Fails with {@link Unknown} when the distributor is outside the author's scope. */
    @WithTransaction
    Uni<Distributor> change(Caller author, UUID id, SetDistributor wish, IfMatch seen) {
        return lock(author, id)
                .chain(row -> {
                    var before = row.toDistributor();
                    seen.checkChange(Long.toString(before.version()));
                    var after = TenancyRules.change(before, wish);
                    row.set(after);
                    return distributors
                            .flush()
                            .onFailure(PersistenceException.class)
                            .transform(slug(after)::explain)
                            .chain(() ->
                                    audit.append(
                                            author,
                                            Change.changed(
                                                    DISTRIBUTOR, id, before, after, row.tenant())))
                            .replaceWith(after);
                });
    }

    /** Refused while anything belongs to it. */
    @WithTransaction
    Uni<Void> remove(Caller author, UUID id, IfMatch seen) {
        return lock(author, id)
                .chain(row -> {
                    var before = row.toDistributor();
                    seen.checkRemoval(Long.toString(before.version()));
                    var tenant = row.tenant();
                    var part = new TenancyPart(TenancyLevel.DISTRIBUTOR, id);
                    return removal.prepare(author, part)
                            .chain(() -> distributors.delete(row))
                            .chain(() -> distributors.flush())
                            .onFailure(PersistenceException.class)
                            .transform(failure -> Belongings.explain(part, failure))
                            .chain(() ->
                                    audit.append(
                                            author,
                                            Change.removed(DISTRIBUTOR, id, before, tenant)));
                });
    }

    private Uni<DistributorEntity> lock(Caller author, UUID id) {
        return distributors
                .lockVisible(author.scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown(DISTRIBUTOR, id));
    }

    private static UniqueColumn slug(Distributor distributor) {
        return new UniqueColumn("distributor_slug_taken", "slug", distributor.slug());
    }
}
