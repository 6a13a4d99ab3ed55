package com.evaratech.node.apikeys;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Credential;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.grants.Grants;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Issues and revokes API keys, for no more than their author may do. */
@ApplicationScoped
class ApiKeyService {

    static final String KEY = "api_key";

    private final Grants grants;
    private final ApiKeyRepository keys;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;
    private final InstantSource clock;

    ApiKeyService(
            Grants grants,
            ApiKeyRepository keys,
            AuditTrail audit,
            DirectoryOutbox directory,
            InstantSource clock) {
        this.grants = grants;
        this.keys = keys;
        this.audit = audit;
        this.directory = directory;
        this.clock = clock;
    }

    @WithTransaction
    Uni<IssuedApiKey> issue(Caller author, ApiKeyRules.Terms terms) {
        // Made when it is needed: one that is kept would have its seed in the native image.
        var key = Credential.draw(Credential.Use.API_KEY, new SecureRandom());
        return grants.placeOf(author, terms.grant())
                .map(path -> ApiKeyEntity.of(terms, path, key, author.subject(), clock.instant()))
                .call(keys::persistAndFlush)
                .call(row ->
                        audit.append(
                                author, Change.added(KEY, row.keyId, row.toApiKey(), row.tenant())))
                .call(row -> directory.tell(row.toEntry()))
                .map(row -> new IssuedApiKey(row.toApiKey(), key.text()));
    }

    @WithSession
    Uni<Page<ApiKey>> list(Caller caller, PageRequest page) {
        return keys.listVisible(caller.scope(), page)
                .map(rows -> Page.of(page, rows, row -> row.number).map(ApiKeyEntity::toApiKey));
    }

    /** A key that is revoked already stays as it is. */
    @WithTransaction
    Uni<Void> revoke(Caller author, String id) {
        return keys.lockVisible(author.scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown(KEY, id))
                .chain(row -> {
                    Grants.requireWithin(author, row.grantedRole());
                    return row.revokedAt == null
                            ? revoke(author, row)
                            : Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> revoke(Caller author, ApiKeyEntity row) {
        var before = row.toApiKey();
        row.revoke(clock.instant());
        return keys.flush()
                .chain(() ->
                        audit.append(
                                author,
                                Change.changed(
                                        KEY, row.keyId, before, row.toApiKey(), row.tenant())))
                .chain(() -> directory.tellApiKeyGone(row.keyId));
    }
}
