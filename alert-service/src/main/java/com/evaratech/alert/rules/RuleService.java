package com.evaratech.alert.rules;

import com.evaratech.alert.AlertException.CommunityNotFound;
import com.evaratech.alert.AlertException.NodeNotFound;
import com.evaratech.alert.AlertException.RuleNotFound;
import com.evaratech.alert.audit.AuditTrail;
import com.evaratech.alert.audit.Change;
import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Keeps the rules: whose they are, that they make sense, and that every change is on record. */
@Singleton
class RuleService {

    private final Directory directory;
    private final RuleRepository rules;
    private final AuditTrail audit;
    private final ObjectMapper json;
    private final InstantSource clock;

    RuleService(
            Directory directory,
            RuleRepository rules,
            AuditTrail audit,
            ObjectMapper json,
            InstantSource clock) {
        this.directory = directory;
        this.rules = rules;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A new rule in a community of the caller's scope. The directory is asked before the
     * transaction begins, so that what it refuses costs none.
     */
    Uni<Rule> create(Caller caller, CreateRule wish) {
        return ownerOf(wish, caller.scope())
                .flatMap(
                        owner -> nodeOf(wish, caller.scope()).map(node -> draft(wish, owner, node)))
                .flatMap(draft -> keep(draft, caller));
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

    /** The row and its record in one transaction. */
    @WithTransaction
    Uni<Rule> keep(RuleDraft draft, Caller caller) {
        RuleEntity row = RuleEntity.of(draft, UUID.randomUUID(), clock.instant());
        Rule rule = row.toRule();
        return rules.persist(row)
                .flatMap(kept -> audit.append(creation(rule, draft.placement(), caller)))
                .replaceWith(rule);
    }

    private Uni<Optional<CommunityEntry>> ownerOf(CreateRule wish, Scope scope) {
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

    private Uni<Optional<NodeEntry>> nodeOf(CreateRule wish, Scope scope) {
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

    private static RuleDraft draft(
            CreateRule wish, Optional<CommunityEntry> owner, Optional<NodeEntry> node) {
        return RuleCheck.check(wish, owner.orElse(null), node.orElse(null));
    }

    private Change creation(Rule rule, Placement place, Caller caller) {
        return new Change(
                caller.subject(), "added", "rule", rule.id().toString(), null, toJson(rule), place);
    }

    private String toJson(Rule rule) {
        try {
            return json.writeValueAsString(rule);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
