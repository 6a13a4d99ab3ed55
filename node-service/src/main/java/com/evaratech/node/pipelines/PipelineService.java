package com.evaratech.node.pipelines;

import com.evaratech.common.access.Caller;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.UniqueColumn;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.nodes.RegisteredNode;
import com.evaratech.node.nodes.RegisteredNodes;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.time.InstantSource;
import java.util.UUID;

/** Keeps pipelines: at most one from one node to another, both in one community. */
@ApplicationScoped
class PipelineService {

    private static final String PIPELINE = "pipeline";

    private final RegisteredNodes nodes;
    private final PipelineRepository pipelines;
    private final AuditTrail audit;
    private final InstantSource clock;

    PipelineService(
            RegisteredNodes nodes,
            PipelineRepository pipelines,
            AuditTrail audit,
            InstantSource clock) {
        this.nodes = nodes;
        this.pipelines = pipelines;
        this.audit = audit;
        this.clock = clock;
    }

    /** Fails with {@link Unknown} when one of the nodes is outside the author's scope. */
    @WithTransaction
    Uni<Pipeline> add(Caller author, SetPipeline wish) {
        var pipe = PipelineRules.accept(wish);
        return nodes.find(author.scope(), pipe.fromNodeId())
                .chain(from ->
                        nodes.find(author.scope(), pipe.toNodeId())
                                .invoke(to -> checkSameCommunity(from, to))
                                .chain(() -> add(author, pipe, from)));
    }

    /** Replaces the version that {@code seen} names. */
    @WithTransaction
    Uni<Pipeline> change(Caller author, UUID id, SetPipeline wish, IfMatch seen) {
        return find(author, id)
                .chain(row -> {
                    var before = row.toPipeline();
                    seen.checkChange(before.etag());
                    var pipe = PipelineRules.acceptChange(wish, before);
                    if (row.says(pipe)) {
                        return Uni.createFrom().item(before);
                    }
                    row.set(pipe);
                    var after = row.toPipeline();
                    return pipelines
                            .flush()
                            .chain(() ->
                                    audit.append(
                                            author,
                                            Change.changed(
                                                    PIPELINE, id, before, after, tenant(row))))
                            .replaceWith(after);
                });
    }

    /** Removes it; without {@code seen}, whatever version is there. */
    @WithTransaction
    Uni<Void> remove(Caller author, UUID id, IfMatch seen) {
        return find(author, id)
                .chain(row -> {
                    var before = row.toPipeline();
                    seen.checkRemoval(before.etag());
                    var removed = Change.removed(PIPELINE, id, before, tenant(row));
                    return pipelines
                            .delete(row)
                            .chain(() -> pipelines.flush())
                            .chain(() -> audit.append(author, removed));
                });
    }

    private Uni<Pipeline> add(Caller author, Pipe pipe, RegisteredNode from) {
        var row = PipelineEntity.of(pipe, from.placement(), clock.instant());
        var ends = new UniqueColumn("pipeline_taken", "to_node_id", pipe.toNodeId().toString());
        return pipelines
                .persistAndFlush(row)
                .onFailure(PersistenceException.class)
                .transform(ends::explain)
                .chain(() ->
                        audit.append(
                                author,
                                Change.added(
                                        PIPELINE, row.pipelineId, row.toPipeline(), tenant(row))))
                .map(done -> row.toPipeline());
    }

    private static void checkSameCommunity(RegisteredNode from, RegisteredNode to) {
        if (!from.placement().communityId().equals(to.placement().communityId())) {
            throw new InvalidRequest(
                    FieldError.of("to_node_id", to.id(), "a node of the same community"));
        }
    }

    private Uni<PipelineEntity> find(Caller author, UUID id) {
        return pipelines
                .lockVisible(author.scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown(PIPELINE, id));
    }

    private static AuditedTenant tenant(PipelineEntity row) {
        return AuditedTenant.ofCommunity(row.distributorId, row.communityId);
    }
}
