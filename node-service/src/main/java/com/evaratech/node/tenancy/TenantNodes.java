package com.evaratech.node.tenancy;

import com.evaratech.common.access.Caller;
import io.smallrye.mutiny.Uni;

/** Deletes the nodes of a tenant that is to be removed; written by the room that deletes nodes. */
public interface TenantNodes {

    /** Deletes all of a part's nodes, each in a transaction of its own and with its own export. */
    Uni<Void> deleteAll(Caller author, TenancyPart part);
}
