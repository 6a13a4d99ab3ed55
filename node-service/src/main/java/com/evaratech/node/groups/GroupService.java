package com.evaratech.node.groups;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Scope;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.UniqueColumn;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.groups.GroupRules.NewGroup;
import com.evaratech.node.tenancy.Places;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps groups: inside the author's scope, each name once in its community. */
@ApplicationScoped
class GroupService {

    static final String GROUP = "group";

    private final Places places;
    private final GroupRepository groups;
    private final GroupMembers members;
    private final AuditTrail audit;
    private final InstantSource clock;

    GroupService(
            Places places,
            GroupRepository groups,
            GroupMembers members,
            AuditTrail audit,
            InstantSource clock) {
        this.places = places;
        this.groups = groups;
        this.members = members;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    Uni<Page<Group>> list(Scope scope, @Nullable UUID community, PageRequest page) {
        return groups.listVisible(scope, community, page)
                .chain(rows -> {
                    var shown = Page.of(page, rows, row -> row.number);
                    return shown.items().isEmpty()
                            ? Uni.createFrom().item(shown.map(row -> row.toGroup(0)))
                            : members.count(
                                            scope,
                                            shown.items().stream().map(row -> row.number).toList())
                                    .map(counts ->
                                            shown.map(row ->
                                                    row.toGroup(
                                                            counts.getOrDefault(row.number, 0L))));
                });
    }

    /** Fails with {@link Unknown} when it is not in the scope. */
    @WithSession
    Uni<Group> find(Scope scope, UUID id) {
        return known(groups.findVisible(scope, id), id).chain(row -> counted(scope, row));
    }

    /** Fails with {@link Unknown} when the community is outside the author's scope. */
    @WithTransaction
    Uni<Group> add(Caller author, SetGroup wish) {
        var wanted = GroupRules.accept(wish);
        return places.forNode(author.scope(), wanted.communityId(), null)
                .map(place -> GroupEntity.of(wanted.name(), place.placement(), clock.instant()))
                .chain(row -> add(author, wanted, row));
    }

    private Uni<Group> add(Caller author, NewGroup wanted, GroupEntity row) {
        return groups.persistAndFlush(row)
                .onFailure(PersistenceException.class)
                .transform(name(wanted.name())::explain)
                .map(done -> row.toGroup(0))
                .call(group ->
                        audit.append(author, Change.added(GROUP, group.id(), group, tenant(row))));
    }

    /** Replaces the version that {@code seen} names. */
    @WithTransaction
    Uni<Group> change(Caller author, UUID id, SetGroup wish, IfMatch seen) {
        return lock(author, id)
                .chain(row ->
                        counted(author.scope(), row)
                                .chain(before -> {
                                    seen.checkChange(before.etag());
                                    var name = GroupRules.acceptChange(wish, before);
                                    return name.equals(before.name())
                                            ? Uni.createFrom().item(before)
                                            : rename(author, row, before, name);
                                }));
    }

    private Uni<Group> rename(Caller author, GroupEntity row, Group before, String name) {
        row.name = name;
        row.version++;
        var after = row.toGroup(before.nodeCount());
        return groups.flush()
                .onFailure(PersistenceException.class)
                .transform(name(name)::explain)
                .chain(() ->
                        audit.append(
                                author,
                                Change.changed(GROUP, row.groupId, before, after, tenant(row))))
                .replaceWith(after);
    }

    /** Removes it, not its nodes; without {@code seen}, whatever version is there. */
    @WithTransaction
    Uni<Void> remove(Caller author, UUID id, IfMatch seen) {
        return lock(author, id)
                .chain(row ->
                        counted(author.scope(), row)
                                .chain(before -> {
                                    seen.checkRemoval(before.etag());
                                    var removed = Change.removed(GROUP, id, before, tenant(row));
                                    return groups.delete(row)
                                            .chain(() -> groups.flush())
                                            .chain(() -> audit.append(author, removed));
                                }));
    }

    /** Puts nodes in and takes nodes out; what is so already stays so. */
    @WithTransaction
    Uni<Group> changeNodes(Caller author, UUID id, NodeChange change) {
        return lock(author, id)
                .chain(row ->
                        members.communities(author.scope(), change.all())
                                .invoke(found -> change.check(found, row.communityId))
                                .chain(() -> members.add(row.number, change.add()))
                                .chain(added ->
                                        members.remove(row.number, change.remove())
                                                .chain(gone -> note(author, row, added, gone)))
                                .chain(() -> counted(author.scope(), row)));
    }

    private Uni<Void> note(Caller author, GroupEntity row, List<UUID> added, List<UUID> gone) {
        if (added.isEmpty() && gone.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var before = new GroupNodes(row.name, gone, row.version);
        row.version++;
        var after = new GroupNodes(row.name, added, row.version);
        return groups.flush()
                .chain(() ->
                        audit.append(
                                author,
                                Change.changed(GROUP, row.groupId, before, after, tenant(row))));
    }

    private Uni<Group> counted(Scope scope, GroupEntity row) {
        return members.count(scope, List.of(row.number))
                .map(counts -> row.toGroup(counts.getOrDefault(row.number, 0L)));
    }

    private Uni<GroupEntity> lock(Caller author, UUID id) {
        return known(groups.lockVisible(author.scope(), id), id);
    }

    private static Uni<GroupEntity> known(Uni<GroupEntity> found, UUID id) {
        return found.onItem().ifNull().failWith(() -> new Unknown(GROUP, id));
    }

    private static UniqueColumn name(String wanted) {
        return new UniqueColumn("group_name_taken", "name", wanted);
    }

    private static AuditedTenant tenant(GroupEntity row) {
        return AuditedTenant.ofCommunity(row.distributorId, row.communityId);
    }
}
