package com.evaratech.alert.rules;

import com.evaratech.alert.AlertException.CommunityNotFound;
import com.evaratech.alert.AlertException.NodeNotFound;
import com.evaratech.alert.AlertException.RuleNotFound;
import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Keeps the rules: whose they are, that they make sense, and that every change is on record. */
@Singleton
class RuleService {

    private final Directory directory;
    private final RuleRepository rules;
    private final RuleRecord record;
    private final InstantSource clock;

    RuleService(Directory directory, RuleRepository rules, RuleRecord record, InstantSource clock) {
        this.directory = directory;
        this.rules = rules;
        this.record = record;
        this.clock = clock;
    }

    /**
     * A new rule in a community of the caller's scope. The directory is asked before the
     * transaction begins, so that what it refuses costs none.
     */
    Uni<Rule> create(Caller caller, RuleWish wish) {
        return draft(wish, caller.scope()).flatMap(draft -> keep(draft, caller));
    }

    /** The rule of this id, when the caller may see it. */
    @WithSession
    Uni<Rule> get(Caller caller, UUID id) {
        return rules.findVisible(caller.scope(), id)
                .map(found -> found.orElseThrow(() -> new RuleNotFound(id)).toRule());
    }

    /** The rules that the caller may see, oldest first. */
    @WithSession
    Uni<Page<Rule>> list(Caller caller, RuleFilter filter, PageRequest page) {
        return rules.listVisible(caller.scope(), filter, page)
                .map(rows -> Page.of(page, rows, row -> row.number).map(RuleEntity::toRule));
    }

    /**
     * Replaces the version that the caller has seen. If it watches for something else then, or
     * other nodes, its open alerts end and what it says now is judged from the next readings on;
     * with another name or severity alone they go on. Asking for what is there changes nothing.
     */
    Uni<Rule> change(Caller caller, UUID id, RuleWish wish, IfMatch seen) {
        return get(caller, id)
                .map(rule -> inItsCommunity(wish, rule))
                .flatMap(whole -> draft(whole, caller.scope()))
                .flatMap(draft -> keepChanged(caller, id, draft, seen));
    }

    /** Removes a rule; its open alerts end. */
    @WithTransaction
    Uni<Void> remove(Caller caller, UUID id, IfMatch seen) {
        return locked(caller.scope(), id)
                .flatMap(row -> {
                    Rule before = row.toRule();
                    seen.checkRemoval(before.etag());
                    return rules.delete(row)
                            .flatMap(_ -> record.append(caller, "removed", before, row));
                });
    }

    private static RuleWish inItsCommunity(RuleWish wish, Rule rule) {
        if (wish.communityId() != null && !wish.communityId().equals(rule.communityId())) {
            throw new InvalidRequest(
                    FieldError.of(
                            "community_id",
                            wish.communityId(),
                            "the rule's own community %s, or nothing"
                                    .formatted(rule.communityId())));
        }
        return wish.in(rule.communityId());
    }

    @WithTransaction
    Uni<Rule> keepChanged(Caller caller, UUID id, RuleDraft draft, IfMatch seen) {
        return locked(caller.scope(), id)
                .flatMap(row -> {
                    Rule before = row.toRule();
                    seen.checkChange(before.etag());
                    if (draft.says(before)) {
                        return Uni.createFrom().item(before);
                    }
                    row.set(draft);
                    Rule after = row.toRule();
                    return rules.flush()
                            .flatMap(_ -> record.append(caller, "changed", before, row))
                            .replaceWith(after);
                });
    }

    private Uni<RuleEntity> locked(Scope scope, UUID id) {
        return rules.lockVisible(scope, id)
                .map(found -> found.orElseThrow(() -> new RuleNotFound(id)));
    }

    /** The row and its record in one transaction. */
    @WithTransaction
    Uni<Rule> keep(RuleDraft draft, Caller caller) {
        RuleEntity row = RuleEntity.of(draft, UUID.randomUUID(), clock.instant());
        Rule rule = row.toRule();
        return rules.persist(row)
                .flatMap(kept -> record.append(caller, "added", null, row))
                .replaceWith(rule);
    }

    /** The community of a scope, as what belongs to it is placed. */
    Uni<Placement> community(Scope scope, UUID id) {
        return directory
                .community(id)
                .map(found ->
                        found.filter(community -> covers(scope, community))
                                .map(known ->
                                        new Placement(known.distributorId(), known.id(), null))
                                .orElseThrow(() -> new CommunityNotFound("community_id", id)));
    }

    private Uni<Optional<CommunityEntry>> ownerOf(RuleWish wish, Scope scope) {
        UUID id = wish.communityId();
        if (id == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return directory
                .community(id)
                .map(found -> found.filter(community -> covers(scope, community)))
                .map(visible ->
                        visible.orElseThrow(() -> new CommunityNotFound("community_id", id)))
                .map(Optional::of);
    }

    private static boolean covers(Scope scope, CommunityEntry community) {
        return scope.covers(new Placement(community.distributorId(), community.id(), null));
    }

    private Uni<Optional<NodeEntry>> nodeOf(RuleWish wish, Scope scope) {
        UUID id = wish.boundNodeId();
        if (id == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return directory
                .node(id)
                .map(found -> found.filter(node -> scope.covers(node.placement())))
                .map(visible -> visible.orElseThrow(() -> new NodeNotFound("binding.node_id", id)))
                .map(Optional::of);
    }

    /** What a wish comes to, if it is one that may be kept. */
    Uni<RuleDraft> draft(RuleWish wish, Scope scope) {
        return ownerOf(wish, scope)
                .flatMap(owner ->
                        nodeOf(wish, scope)
                                .map(node ->
                                        RuleCheck.check(
                                                wish, owner.orElse(null), node.orElse(null))));
    }
}
