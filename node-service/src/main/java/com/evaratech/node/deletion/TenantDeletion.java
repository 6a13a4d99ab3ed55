package com.evaratech.node.deletion;

import com.evaratech.common.access.Caller;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.StillDeleting;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.nodes.DeletableNodes;
import com.evaratech.node.tenancy.TenancyPart;
import com.evaratech.node.tenancy.TenantEnd;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Deletes the nodes of a tenant, one after the other: whoever dies in between leaves whole nodes,
 * and being asked again goes on with the rest. Two who are asked at once share them.
 */
@ApplicationScoped
class TenantDeletion implements TenantEnd {

    private static final int BATCH = 100;

    // The gateway waits for 30 s. What nobody waits for any more would go on unseen, beside the
    // same request when it is sent again.
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final DeletableNodes nodes;
    private final NodeDeletion deletion;
    private final DeletionTelling telling;
    private final TenantRecord record;
    private final InstantSource clock;

    TenantDeletion(
            DeletableNodes nodes,
            NodeDeletion deletion,
            DeletionTelling telling,
            TenantRecord record,
            InstantSource clock) {
        this.nodes = nodes;
        this.deletion = deletion;
        this.telling = telling;
        this.record = record;
        this.clock = clock;
    }

    /** Fails with {@link StillDeleting} when its time is up before the last of them. */
    @Override
    public Uni<Void> deleteNodes(Caller author, TenancyPart part) {
        return deleteNodes(author, part, clock.instant().plus(LONGEST));
    }

    private Uni<Void> deleteNodes(Caller author, TenancyPart part, Instant until) {
        return nodes.list(part, BATCH)
                .chain(batch -> {
                    if (batch.isEmpty()) {
                        return Uni.createFrom().voidItem();
                    }
                    if (clock.instant().isAfter(until)) {
                        throw new StillDeleting(part.level().word());
                    }
                    return delete(author, batch).chain(() -> deleteNodes(author, part, until));
                });
    }

    private Uni<Void> delete(Caller author, List<UUID> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(id -> delete(author, id))
                .collect()
                .last()
                .invoke(telling::soon)
                .replaceWithVoid();
    }

    /** Whether it was deleted here: one that is gone already was somebody else's. */
    private Uni<Boolean> delete(Caller author, UUID id) {
        return deletion.delete(author, id, new IfMatch.Any())
                .replaceWith(true)
                .onFailure(Unknown.class)
                .recoverWithItem(false);
    }

    @Override
    public Uni<Void> keepRecord(Caller author, TenancyPart part) {
        return record.write(author, part);
    }
}
