package com.evaratech.node.people;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Credential;
import com.evaratech.common.gate.VerifiedToken;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.RegistryException.Ended;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.Change;
import com.evaratech.node.grants.Grants;
import com.evaratech.node.people.InvitationRules.Named;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Lets people in whom others invited: once, in time, and never to more than who invited them has
 * when they come.
 */
@ApplicationScoped
class InvitationService {

    static final String OPEN = "open";

    private static final String INVITATION = "invitation";

    private final Grants grants;
    private final InvitationRepository invitations;
    private final Issuers inviters;
    private final ProfileService people;
    private final AuditTrail audit;
    private final InstantSource clock;

    InvitationService(
            Grants grants,
            InvitationRepository invitations,
            Issuers inviters,
            ProfileService people,
            AuditTrail audit,
            InstantSource clock) {
        this.grants = grants;
        this.invitations = invitations;
        this.inviters = inviters;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    @WithTransaction
    Uni<IssuedInvitation> invite(Caller author, InvitationRules.Offer offer) {
        // Made when it is needed: one that is kept would have its seed in the native image.
        var code = Credential.draw(Credential.Use.INVITATION, new SecureRandom());
        return grants.placeOf(author, offer.grant())
                .map(path ->
                        InvitationEntity.of(offer, path, code, author.subject(), clock.instant()))
                .call(invitations::persistAndFlush)
                .call(row ->
                        audit.append(
                                author,
                                Change.added(
                                        INVITATION, row.invitationId, shown(row), row.tenant())))
                .map(row -> new IssuedInvitation(shown(row), code.text()));
    }

    @WithSession
    Uni<Page<Invitation>> list(Caller caller, PageRequest page) {
        return invitations
                .listVisible(caller.scope(), page)
                .map(rows -> Page.of(page, rows, row -> row.number).map(this::shown));
    }

    /** What the owner of the token's address may accept; nothing when it was not verified. */
    @WithSession
    Uni<List<Invitation>> listFor(VerifiedToken token) {
        return token.email()
                .map(email ->
                        invitations
                                .listOpenOfAddress(email, clock.instant())
                                .map(rows -> rows.stream().map(this::shown).toList()))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }

    /** Withdrawing one that has ended already changes nothing. */
    @WithTransaction
    Uni<Void> withdraw(Caller author, UUID id) {
        return invitations
                .lockVisible(author.scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown(INVITATION, id))
                .chain(row -> {
                    Grants.requireWithin(author, row.grantedRole());
                    var before = shown(row);
                    if (!before.state().equals(OPEN)) {
                        return Uni.createFrom().voidItem();
                    }
                    row.withdrawnAt = clock.instant();
                    return invitations
                            .flush()
                            .chain(() -> audit.append(author, changed(before, row)));
                });
    }

    /** Gives the person behind the token what was offered. */
    @WithTransaction
    Uni<Profile> accept(VerifiedToken token, Named named) {
        return find(token, named)
                .invoke(this::requireOpen)
                .call(row -> requireInviterStillMay(row))
                .call(row -> {
                    var before = shown(row);
                    row.acceptedAt = clock.instant();
                    row.acceptedBy = token.subject();
                    return invitations
                            .flush()
                            .chain(() -> audit.append(token.subject(), changed(before, row)));
                })
                .chain(row -> people.join(token.subject(), row.grantedRole(), row.path()));
    }

    private Uni<InvitationEntity> find(VerifiedToken token, Named named) {
        return switch (named) {
            case Named.ByCode(Credential code) ->
                    known(
                            invitations
                                    .lockByCode(code.id())
                                    .map(row ->
                                            row != null && code.hasHash(row.codeHash) ? row : null),
                            "of this code");
            case Named.ById(UUID id) ->
                    token.email()
                            .map(email -> known(invitations.lockOfAddress(id, email), id))
                            .orElseGet(() -> Uni.createFrom().failure(new Unknown(INVITATION, id)));
        };
    }

    private static Uni<InvitationEntity> known(Uni<InvitationEntity> found, Object id) {
        return found.onItem().ifNull().failWith(() -> new Unknown(INVITATION, id));
    }

    private void requireOpen(InvitationEntity row) {
        var state = row.state(clock.instant());
        if (!state.equals(OPEN)) {
            throw new Ended(INVITATION, state);
        }
    }

    private Uni<Void> requireInviterStillMay(InvitationEntity row) {
        return inviters.rightOf(row.invitedBy)
                .invoke(right -> {
                    if (!right.mayGrant(row.grantedRole(), row.path())) {
                        throw new Ended(INVITATION, "void");
                    }
                })
                .replaceWithVoid();
    }

    private Change changed(Invitation before, InvitationEntity row) {
        return Change.changed(INVITATION, row.invitationId, before, shown(row), row.tenant());
    }

    private Invitation shown(InvitationEntity row) {
        return row.toInvitation(clock.instant());
    }
}
