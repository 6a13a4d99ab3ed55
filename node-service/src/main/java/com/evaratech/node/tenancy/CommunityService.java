package com.evaratech.node.tenancy;

import com.evaratech.common.access.Caller;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.UniqueColumn;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.util.UUID;

/** Adds, changes and removes communities. */
@ApplicationScoped
class CommunityService {

    private static final String COMMUNITY = "community";

    private final DistributorRepository distributors;
    private final CommunityRepository communities;
    private final TenantRemoval removal;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;

    CommunityService(
            DistributorRepository distributors,
            CommunityRepository communities,
            TenantRemoval removal,
            AuditTrail audit,
            DirectoryOutbox directory) {
        this.distributors = distributors;
        this.communities = communities;
        this.removal = removal;
        this.audit = audit;
        this.directory = directory;
    }

    /** Fails with {@link Unknown} when the distributor is outside the author's scope. */
    @WithTransaction
    Uni<Community> add(Caller author, Community community) {
        var row = CommunityEntity.of(community);
        return distributors
                .findVisible(author.scope(), community.distributorId())
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("distributor", community.distributorId()))
                .chain(() -> communities.persistAndFlush(row))
                .onFailure(PersistenceException.class)
                .transform(slug(community)::explain)
                .chain(() ->
                        audit.append(
                                author,
                                Change.added(COMMUNITY, community.id(), community, row.tenant())))
                .chain(() -> directory.tell(row.toEntry()))
                .replaceWith(community);
    }

    /** Fails with {@link Unknown} when the community is outside the author's scope. */
    @WithTransaction
    Uni<Community> change(Caller author, UUID id, ChangeCommunity wish, IfMatch seen) {
        return lock(author, id)
                .chain(row -> {
                    var before = row.toCommunity();
                    seen.checkChange(Long.toString(before.version()));
                    var after = TenancyRules.change(before, wish);
                    row.set(after);
                    return communities
                            .flush()
                            .onFailure(PersistenceException.class)
                            .transform(slug(after)::explain)
                            .chain(() ->
                                    audit.append(
                                            author,
                                            Change.changed(
                                                    COMMUNITY, id, before, after, row.tenant())))
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
                    seen.checkChange(Long.toString(row.toCommunity().version()));
                    return removal.check(new TenancyPart(TenancyLevel.COMMUNITY, id));
                });
    }

    /** Refused while anything belongs to it. */
    @WithTransaction
    Uni<Void> remove(Caller author, UUID id, IfMatch seen) {
        return lock(author, id)
                .chain(row -> {
                    var before = row.toCommunity();
                    seen.checkRemoval(Long.toString(before.version()));
                    var tenant = row.tenant();
                    var part = new TenancyPart(TenancyLevel.COMMUNITY, id);
                    return removal.prepare(author, part)
                            .call(() -> communities.delete(row))
                            .call(() -> communities.flush())
                            .onFailure(PersistenceException.class)
                            .transform(failure -> Belongings.explain(part, failure))
                            .call(() ->
                                    audit.append(
                                            author, Change.removed(COMMUNITY, id, before, tenant)))
                            .chain(windows -> directory.tellCommunityGone(id, windows));
                });
    }

    private Uni<CommunityEntity> lock(Caller author, UUID id) {
        return communities
                .lockVisible(author.scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown(COMMUNITY, id));
    }

    private static UniqueColumn slug(Community community) {
        return new UniqueColumn("community_slug_taken", "slug", community.slug());
    }
}
