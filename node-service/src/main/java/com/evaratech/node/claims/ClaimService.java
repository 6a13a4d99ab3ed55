package com.evaratech.node.claims;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Credential;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.RegistryException.Ended;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.Change;
import com.evaratech.node.nodes.Node;
import com.evaratech.node.nodes.RegisterNode;
import com.evaratech.node.tenancy.Places;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes claim tokens, and spends each once: on one node and its device's first key. */
@ApplicationScoped
class ClaimService {

    static final String TOKEN = "claim_token";

    private final Places places;
    private final ClaimTokenRepository tokens;
    private final ClaimedNodes nodes;
    private final TokenIssuers issuers;
    private final AuditTrail audit;
    private final InstantSource clock;

    ClaimService(
            Places places,
            ClaimTokenRepository tokens,
            ClaimedNodes nodes,
            TokenIssuers issuers,
            AuditTrail audit,
            InstantSource clock) {
        this.places = places;
        this.tokens = tokens;
        this.nodes = nodes;
        this.issuers = issuers;
        this.audit = audit;
        this.clock = clock;
    }

    /** Fails with {@link Unknown} when the place is outside the author's scope. */
    @WithTransaction
    Uni<IssuedClaimToken> issue(Caller author, ClaimRules.Terms terms) {
        // Made when it is needed: one that is kept would have its seed in the native image.
        var token = Credential.draw(Credential.Use.CLAIM_TOKEN, new SecureRandom());
        return places.forNode(author.scope(), terms.communityId(), terms.customerId())
                .map(place ->
                        ClaimTokenEntity.of(
                                place.placement(),
                                token,
                                author.subject(),
                                clock.instant(),
                                terms.validity()))
                .call(tokens::persistAndFlush)
                .call(row ->
                        audit.append(
                                author, Change.added(TOKEN, row.tokenId, shown(row), row.tenant())))
                .map(row -> new IssuedClaimToken(shown(row), token.text()));
    }

    @WithSession
    Uni<Page<ClaimToken>> list(Caller caller, PageRequest page) {
        return tokens.listVisible(caller.scope(), page)
                .map(rows -> Page.of(page, rows, row -> row.number).map(this::shown));
    }

    /** Withdrawing one that has ended already changes nothing. */
    @WithTransaction
    Uni<Void> withdraw(Caller author, String id) {
        return tokens.lockVisible(author.scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown(TOKEN, id))
                .chain(row -> {
                    var before = shown(row);
                    if (!before.state().equals(ClaimTokenEntity.OPEN)) {
                        return Uni.createFrom().voidItem();
                    }
                    row.withdrawnAt = clock.instant();
                    return keep(author, before, row);
                });
    }

    /**
     * Spends the token. Whatever fails on the way leaves it unspent, and nothing behind. The same
     * wish once more gets another key for its node, as long as the device has not reported: the
     * first one may never have arrived.
     */
    @WithTransaction
    Uni<Claimed> claim(Credential token, RegisterNode wish) {
        var fingerprint = nodes.fingerprint(wish);
        return tokens.lockShown(token.id())
                .map(row -> row != null && token.hasHash(row.secretHash) ? row : null)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown(TOKEN, token.id()))
                .chain(row ->
                        row.wasSpentOn(fingerprint, clock.instant())
                                ? issuers.requireStillMay(row).chain(() -> nodes.again(row))
                                : claim(row, wish, fingerprint));
    }

    private Uni<Claimed> claim(ClaimTokenEntity row, RegisterNode wish, String fingerprint) {
        requireOpen(row);
        return issuers.requireStillMay(row)
                .chain(() -> nodes.register(row, wish, node -> spend(row, node, fingerprint)));
    }

    private void requireOpen(ClaimTokenEntity row) {
        var state = row.state(clock.instant());
        if (!state.equals(ClaimTokenEntity.OPEN)) {
            throw new Ended(TOKEN, state);
        }
    }

    private Uni<Void> spend(ClaimTokenEntity row, Node node, String fingerprint) {
        var before = shown(row);
        row.claimedAt = clock.instant();
        row.nodeId = node.id();
        row.wishFingerprint = fingerprint;
        return keep(row.bearer(), before, row);
    }

    private Uni<Void> keep(Caller author, ClaimToken before, ClaimTokenEntity row) {
        return tokens.flush()
                .chain(() ->
                        audit.append(
                                author,
                                Change.changed(
                                        TOKEN, row.tokenId, before, shown(row), row.tenant())));
    }

    private ClaimToken shown(ClaimTokenEntity row) {
        return row.toClaimToken(clock.instant());
    }
}
