package com.evaratech.node.directory;

import com.evaratech.common.access.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The path in the tenancy tree that a profile's row holds, as the scope that it means. */
public final class ScopePath {

    private ScopePath() {}

    /** The part of the tree below the last id that is there; without any, all of it. */
    public static Scope scope(
            @Nullable UUID distributor, @Nullable UUID community, @Nullable UUID customer) {
        if (customer != null && community != null) {
            return new Scope.OfCustomer(customer, community);
        }
        if (community != null) {
            return new Scope.OfCommunity(community);
        }
        return distributor != null ? new Scope.OfDistributor(distributor) : new Scope.Everything();
    }
}
