package com.evaratech.node.people;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.VisibleRows;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class InvitationRepository implements PanacheRepositoryBase<InvitationEntity, Long> {

    private static final int MOST_OF_ADDRESS = 100;

    /** Of the scope's rows, newest last. */
    Uni<List<InvitationEntity>> listVisible(Scope scope, PageRequest page) {
        var rows = VisibleRows.of(scope, TenancyLevel.CUSTOMER).and("number > {}", page.after());
        return find(rows.text() + " order by number", rows.values().toArray())
                .page(0, page.rowsToFetch())
                .list();
    }

    /** Nobody else gets the row locked until the transaction ends. */
    Uni<InvitationEntity> lockVisible(Scope scope, UUID id) {
        var rows = VisibleRows.of(scope, TenancyLevel.CUSTOMER).and("invitationId = {}", id);
        return find(rows.text(), rows.values().toArray())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** By the public part of its code; locked as above. Whoever asks shows the other part. */
    Uni<InvitationEntity> lockByCode(String codeId) {
        return find("codeId", codeId).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** Made out to an address whose owner asks; locked as above. */
    Uni<InvitationEntity> lockOfAddress(UUID id, String email) {
        return find("invitationId = ?1 and email = ?2", id, email)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** What somebody with this address may accept now. */
    Uni<List<InvitationEntity>> listOpenOfAddress(String email, Instant now) {
        return find(
                        "email = ?1 and acceptedAt is null and withdrawnAt is null and expiresAt > ?2"
                                + " order by number",
                        email,
                        now)
                .page(0, MOST_OF_ADDRESS)
                .list();
    }
}
