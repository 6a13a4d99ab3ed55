package com.evaratech.alert.routes;

import com.evaratech.alert.AlertException.CommunityNotFound;
import com.evaratech.alert.AlertException.NodeNotFound;
import com.evaratech.alert.AlertException.RouteNotFound;
import com.evaratech.alert.audit.AuditTrail;
import com.evaratech.alert.audit.Change;
import com.evaratech.alert.deliveries.DeliveryTable;
import com.evaratech.alert.deliveries.DeliveryTests;
import com.evaratech.alert.deliveries.ReceiverForm;
import com.evaratech.alert.deliveries.RouteSecrets;
import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.precondition.IfMatch;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the routes, and every change of them on record. */
@Singleton
class RouteService {

    private final Directory directory;
    private final RouteRepository routes;
    private final RouteSecrets secrets;
    private final DeliveryTests tests;
    private final AuditTrail audit;
    private final ObjectMapper json;
    private final InstantSource clock;

    RouteService(
            Directory directory,
            RouteRepository routes,
            RouteSecrets secrets,
            DeliveryTests tests,
            AuditTrail audit,
            ObjectMapper json,
            InstantSource clock) {
        this.directory = directory;
        this.routes = routes;
        this.secrets = secrets;
        this.tests = tests;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /** A new route, with the secret that is shown this once. */
    Uni<Route> create(Caller caller, RouteWish wish) {
        RouteDraft draft = RouteDraft.of(wish);
        UUID id = wish.communityId();
        if (id == null) {
            throw new InvalidRequest(
                    FieldError.missing("community_id", "the id of a community in your scope"));
        }
        return directory
                .community(id)
                .map(found ->
                        found.map(known -> new Placement(known.distributorId(), known.id(), null))
                                .filter(place -> caller.scope().covers(place))
                                .orElseThrow(() -> new CommunityNotFound("community_id", id)))
                .flatMap(place ->
                        communityOf(wish.nodeId())
                                .flatMap(ofNode -> keep(caller, place, draft, ofNode)));
    }

    /** The community of a node; empty when there is no such node, or none is named. */
    private Uni<Optional<UUID>> communityOf(@Nullable UUID nodeId) {
        return nodeId == null
                ? Uni.createFrom().item(Optional.empty())
                : directory
                        .node(nodeId)
                        .map(found -> found.map(node -> node.placement().communityId()));
    }

    /** Node and rule are the community's own; whose else they are is not told. */
    private Uni<@Nullable Void> check(
            UUID communityId, RouteMatter matter, Optional<UUID> communityOfNode) {
        UUID node = matter.nodeId();
        if (node != null && !communityOfNode.equals(Optional.of(communityId))) {
            throw new NodeNotFound("node_id", node);
        }
        UUID rule = matter.ruleId();
        if (rule == null) {
            return Uni.createFrom().voidItem();
        }
        return routes.hasRule(communityId, rule)
                .invoke(isThere -> {
                    if (!isThere) {
                        throw new InvalidRequest(
                                FieldError.of(
                                        "rule_id", rule, "the id of a rule of the community"));
                    }
                })
                .replaceWithVoid();
    }

    /** The route of this id, when the caller may see it. */
    @WithSession
    Uni<Route> get(Caller caller, UUID id) {
        return routes.findVisible(caller.scope(), id)
                .map(found -> found.orElseThrow(() -> new RouteNotFound(id)).toRoute());
    }

    /** The routes that the caller may see, oldest first. */
    @WithSession
    Uni<Page<Route>> list(Caller caller, PageRequest page) {
        return routes.listVisible(caller.scope(), page)
                .map(rows -> Page.of(page, rows, row -> row.number).map(RouteEntity::toRoute));
    }

    /** Replaces the version that the caller has seen; the secret stays. */
    Uni<Route> change(Caller caller, UUID id, RouteWish wish, IfMatch seen) {
        return communityOf(wish.nodeId()).flatMap(ofNode -> change(caller, id, wish, seen, ofNode));
    }

    @WithTransaction
    Uni<Route> change(
            Caller caller, UUID id, RouteWish wish, IfMatch seen, Optional<UUID> communityOfNode) {
        return locked(caller.scope(), id)
                .flatMap(row -> {
                    refuseAnotherCommunity(wish, row);
                    RouteDraft draft = RouteDraft.of(wish);
                    Route before = row.toRoute();
                    seen.checkChange(before.etag());
                    return draft.says(before)
                            ? Uni.createFrom().item(before)
                            : check(row.communityId, draft.matter(), communityOfNode)
                                    .flatMap(_ -> change(caller, row, draft));
                });
    }

    private Uni<Route> change(Caller caller, RouteEntity row, RouteDraft draft) {
        Route before = row.toRoute();
        row.set(draft);
        ReceiverForm receiver = draft.receiver();
        if (receiver.authorization() != null
                || receiver.isAnotherThan(before.kind(), before.url())) {
            row.secret = secrets.authorize(row.id, row.secret, receiver.authorization());
        }
        Route after = row.toRoute();
        return routes.flush()
                .flatMap(_ -> release(before, after, row.number))
                .flatMap(_ -> audit.append(change(caller, "changed", before, after, row)))
                .replaceWith(after);
    }

    private static Uni<Integer> release(Route before, Route after, long routeNumber) {
        boolean isSame =
                Objects.equals(before.quietHours(), after.quietHours())
                        && before.pace().cooldownMinutes() == after.pace().cooldownMinutes();
        return isSame ? Uni.createFrom().item(0) : DeliveryTable.releaseOfRoute(routeNumber);
    }

    /** Removes a route with its deliveries: what waits is not told any more. */
    @WithTransaction
    Uni<Void> remove(Caller caller, UUID id, IfMatch seen) {
        return locked(caller.scope(), id)
                .flatMap(row -> {
                    Route before = row.toRoute();
                    seen.checkRemoval(before.etag());
                    return routes.delete(row)
                            .flatMap(_ ->
                                    audit.append(change(caller, "removed", before, null, row)));
                });
    }

    /** Sends something that is no alert, to see whether it arrives; answers the delivery's id. */
    @WithTransaction
    Uni<UUID> test(Caller caller, UUID id) {
        return locked(caller.scope(), id).flatMap(row -> tests.append(row.number, row.placement()));
    }

    @WithTransaction
    Uni<Route> keep(
            Caller caller, Placement place, RouteDraft draft, Optional<UUID> communityOfNode) {
        UUID id = UUID.randomUUID();
        RouteSecrets.Fresh secret = secrets.make(id, draft.receiver().authorization());
        var row = RouteEntity.of(id, place, secret.sealed(), clock.instant());
        row.set(draft);
        Route route = row.toRoute();
        return check(place.communityId(), draft.matter(), communityOfNode)
                .flatMap(_ -> routes.persist(row))
                .flatMap(_ -> audit.append(change(caller, "added", null, route, row)))
                .replaceWith(() -> route.with(secret.open()));
    }

    private Uni<RouteEntity> locked(Scope scope, UUID id) {
        return routes.lockVisible(scope, id)
                .map(found -> found.orElseThrow(() -> new RouteNotFound(id)));
    }

    private static void refuseAnotherCommunity(RouteWish wish, RouteEntity row) {
        if (wish.communityId() != null && !wish.communityId().equals(row.communityId)) {
            throw new InvalidRequest(
                    FieldError.of(
                            "community_id",
                            wish.communityId(),
                            "the route's own community %s, or nothing".formatted(row.communityId)));
        }
    }

    private Change change(
            Caller caller,
            String action,
            @Nullable Route before,
            @Nullable Route after,
            RouteEntity row) {
        return new Change(
                caller.subject(),
                action,
                "route",
                row.id.toString(),
                toJson(before),
                toJson(after),
                row.placement());
    }

    private @Nullable String toJson(@Nullable Route route) {
        try {
            return route == null ? null : json.writeValueAsString(route);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
