package com.evaratech.node.grants;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Role;
import com.evaratech.node.RegistryException.BeyondOwnRole;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.tenancy.Places;
import com.evaratech.node.tenancy.TenancyPath;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps people from giving more than they have. */
@ApplicationScoped
public class Grants {

    private final Places places;

    Grants(Places places) {
        this.places = places;
    }

    /**
     * The place of a grant that the author may make. Fails with {@link Unknown} when the place is
     * outside the author's scope, and with {@link BeyondOwnRole}.
     */
    @WithTransaction
    public Uni<TenancyPath> placeOf(Caller author, Grant grant) {
        return places.pathTo(author.scope(), grant.part())
                .invoke(path -> requireWithin(author, grant.role()));
    }

    /**
     * Checks the role alone.
     *
     * @throws BeyondOwnRole when the author may not give or take it
     */
    public static void requireWithin(Caller author, Role role) {
        if (!author.role().mayGrant(role)) {
            throw new BeyondOwnRole(author.role(), role);
        }
    }
}
