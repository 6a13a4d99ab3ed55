package com.evaratech.node.apikeys;

import com.evaratech.common.access.Caller;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.Change;
import com.evaratech.node.grants.Right;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The keys that somebody issued: none opens more than its issuer may give away now. */
@ApplicationScoped
public class IssuedKeys {

    private final ApiKeyRepository keys;
    private final AuditTrail audit;
    private final InstantSource clock;

    IssuedKeys(ApiKeyRepository keys, AuditTrail audit, InstantSource clock) {
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Revokes the live keys of an issuer that are beyond the right that is left. The directory has
     * yet to be told.
     *
     * @param author who took the right away
     * @return ids of the keys that open nothing from now on
     */
    @WithTransaction
    public Uni<List<String>> revokeBeyond(Caller author, String issuer, Right left) {
        var now = clock.instant();
        return keys.lockLiveOf(issuer)
                .chain(rows ->
                        Multi.createFrom()
                                .iterable(rows)
                                .filter(row -> !left.mayGrant(row.grantedRole(), row.path()))
                                .onItem()
                                .transformToUniAndConcatenate(row -> revoke(author, row, now))
                                .collect()
                                .asList());
    }

    private Uni<String> revoke(Caller author, ApiKeyEntity row, Instant now) {
        var before = row.toApiKey();
        row.revoke(now);
        return keys.flush()
                .chain(() ->
                        audit.append(
                                author,
                                Change.changed(
                                        ApiKeyService.KEY,
                                        row.keyId,
                                        before,
                                        row.toApiKey(),
                                        row.tenant())))
                .replaceWith(row.keyId);
    }

    /** What a key opens now; nothing once it is revoked or over. */
    @WithSession
    public Uni<Right> rightOf(String id) {
        return keys.find("keyId", id)
                .firstResult()
                .map(row -> row == null ? Right.NONE : row.right(clock.instant()));
    }
}
