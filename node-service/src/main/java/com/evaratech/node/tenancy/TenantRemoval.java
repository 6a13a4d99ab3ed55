package com.evaratech.node.tenancy;

import com.evaratech.common.access.Caller;
import com.evaratech.node.RegistryException.TenantInUse;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What comes before the removal of any part of the tree, in the transaction that removes it. */
@ApplicationScoped
class TenantRemoval {

    private final Belongings belongings;
    private final TenantEnd end;

    TenantRemoval(Belongings belongings, TenantEnd end) {
        this.belongings = belongings;
        this.end = end;
    }

    /** Fails with {@link TenantInUse} while anything but nodes belongs to a part. */
    @WithTransaction
    Uni<Void> check(TenancyPart part) {
        return belongings.requireNoneButNodes(part);
    }

    /**
     * Fails with {@link TenantInUse} while anything belongs to a part; else keeps its record and
     * lets go what ends with it.
     *
     * @return ids of the maintenance windows that are gone
     */
    @WithTransaction
    Uni<List<UUID>> prepare(Caller author, TenancyPart part) {
        return belongings
                .requireNone(part)
                .chain(() -> end.keepRecord(author, part))
                .chain(() -> belongings.letGo(part));
    }
}
