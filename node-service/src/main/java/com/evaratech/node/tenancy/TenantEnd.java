package com.evaratech.node.tenancy;

import com.evaratech.common.access.Caller;
import io.smallrye.mutiny.Uni;

/**
 * What is done at the end of a tenant; written by the room that deletes nodes and keeps exports.
 */
public interface TenantEnd {

    /**
     * Deletes a part's nodes, each in a transaction of its own and with its own export. Fails when
     * that takes longer than a caller waits; being asked again goes on with the rest.
     */
    Uni<Void> deleteNodes(Caller author, TenancyPart part);

    /** Writes down, in the transaction of the removal, what the registry has of a part. */
    Uni<Void> keepRecord(Caller author, TenancyPart part);
}
