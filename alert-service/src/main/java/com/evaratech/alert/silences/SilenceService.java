package com.evaratech.alert.silences;

import com.evaratech.alert.AlertException.CommunityNotFound;
import com.evaratech.alert.AlertException.NodeNotFound;
import com.evaratech.alert.AlertException.SilenceNotFound;
import com.evaratech.alert.AlertException.SilenceOver;
import com.evaratech.alert.audit.AuditTrail;
import com.evaratech.alert.audit.Change;
import com.evaratech.alert.deliveries.DeliveryTable;
import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the silences, and on record who set them up and who ended them. */
@Singleton
class SilenceService {

    private final Directory directory;
    private final SilenceRepository silences;
    private final AuditTrail audit;
    private final ObjectMapper json;
    private final InstantSource clock;

    SilenceService(
            Directory directory,
            SilenceRepository silences,
            AuditTrail audit,
            ObjectMapper json,
            InstantSource clock) {
        this.directory = directory;
        this.silences = silences;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /** A new silence in a community of the caller's scope; it counts from its commit. */
    Uni<AlertSilence> create(Caller caller, SilenceWish wish) {
        SilenceDraft draft = SilenceDraft.of(wish, clock.instant());
        UUID communityId = wish.communityId();
        if (communityId == null) {
            throw new IllegalStateException("a draft of a silence without a community");
        }
        return community(caller.scope(), communityId)
                .call(place -> checkNode(place, draft.nodeId()))
                .flatMap(place -> keep(caller, place, draft));
    }

    /** The silence of this id, when the caller may see it. */
    @WithSession
    Uni<AlertSilence> get(Caller caller, UUID id) {
        return silences.findVisible(caller.scope(), id)
                .map(found ->
                        found.orElseThrow(() -> new SilenceNotFound(id))
                                .toSilence(clock.instant()));
    }

    /** The silences that the caller may see, oldest first. */
    @WithSession
    Uni<Page<AlertSilence>> list(Caller caller, SilenceFilter filter, PageRequest page) {
        var now = clock.instant();
        return silences.listVisible(
                        caller.scope(), filter.communityId(), filter.isAll() ? null : now, page)
                .map(rows -> Page.of(page, rows, row -> row.number).map(row -> row.toSilence(now)));
    }

    /**
     * Ends a silence before its time: what it held and still is so is told now.
     *
     * @throws SilenceOver when it is over already
     */
    @WithTransaction
    Uni<AlertSilence> end(Caller caller, UUID id) {
        return silences.lockVisible(caller.scope(), id)
                .map(found -> found.orElseThrow(() -> new SilenceNotFound(id)))
                .flatMap(row -> {
                    var now = clock.instant();
                    if (row.isOver(now)) {
                        throw new SilenceOver(id);
                    }
                    AlertSilence before = row.toSilence(now);
                    row.endedAt = now;
                    row.endedBy = caller.subject();
                    AlertSilence after = row.toSilence(now);
                    return silences.flush()
                            .flatMap(_ -> DeliveryTable.releaseSilenced(row.communityId))
                            .flatMap(_ ->
                                    audit.append(change(caller, "changed", before, after, row)))
                            .replaceWith(after);
                });
    }

    @WithTransaction
    Uni<AlertSilence> keep(Caller caller, Placement place, SilenceDraft draft) {
        var row = SilenceEntity.of(draft, place, caller.subject(), clock.instant());
        AlertSilence silence = row.toSilence(clock.instant());
        return checkRule(place, draft.ruleId())
                .flatMap(_ -> silences.persist(row))
                .flatMap(_ -> audit.append(change(caller, "added", null, silence, row)))
                .replaceWith(silence);
    }

    private Uni<Placement> community(Scope scope, UUID id) {
        return directory
                .community(id)
                .map(found ->
                        found.map(known -> new Placement(known.distributorId(), known.id(), null))
                                .filter(scope::covers)
                                .orElseThrow(() -> new CommunityNotFound("community_id", id)));
    }

    private Uni<@Nullable Void> checkNode(Placement place, @Nullable UUID id) {
        if (id == null) {
            return Uni.createFrom().voidItem();
        }
        return directory
                .node(id)
                .map(found ->
                        found.filter(node -> isOf(place, node))
                                .orElseThrow(() -> new NodeNotFound("node_id", id)))
                .replaceWithVoid();
    }

    private static boolean isOf(Placement community, NodeEntry node) {
        return community.communityId().equals(node.placement().communityId());
    }

    private Uni<@Nullable Void> checkRule(Placement place, @Nullable UUID id) {
        if (id == null) {
            return Uni.createFrom().voidItem();
        }
        return silences.hasRule(place.communityId(), id)
                .invoke(isThere -> {
                    if (!isThere) {
                        throw new InvalidRequest(
                                FieldError.of("rule_id", id, "the id of a rule of the community"));
                    }
                })
                .replaceWithVoid();
    }

    private Change change(
            Caller caller,
            String action,
            @Nullable AlertSilence before,
            AlertSilence after,
            SilenceEntity row) {
        return new Change(
                caller.subject(),
                action,
                "silence",
                row.id.toString(),
                before == null ? null : toJson(before),
                toJson(after),
                row.placement());
    }

    private String toJson(AlertSilence silence) {
        try {
            return json.writeValueAsString(silence);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
