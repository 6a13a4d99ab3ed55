package com.evaratech.node.claims;

import com.evaratech.common.access.Caller;
import com.evaratech.node.RegistryException.Ended;
import com.evaratech.node.apikeys.IssuedKeys;
import com.evaratech.node.grants.Right;
import com.evaratech.node.people.Issuers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps a token from opening more than whoever issued it may do when it is shown. */
@ApplicationScoped
class TokenIssuers {

    private static final String VOID = "void";

    private final Issuers people;
    private final IssuedKeys programs;

    TokenIssuers(Issuers people, IssuedKeys programs) {
        this.people = people;
        this.programs = programs;
    }

    /** Within a transaction; fails with {@link Ended}. */
    Uni<Void> requireStillMay(ClaimTokenEntity row) {
        return rightOf(row.createdBy)
                .invoke(right -> {
                    if (!right.mayInstall(row.path())) {
                        throw new Ended(ClaimService.TOKEN, VOID);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Right> rightOf(String issuer) {
        return Caller.apiKeyIdOf(issuer)
                .map(programs::rightOf)
                .orElseGet(() -> people.rightOf(issuer));
    }
}
