package com.evaratech.node.people;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.VisibleRows;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ProfileRepository implements PanacheRepositoryBase<ProfileEntity, Long> {

    /** Any number will do as long as nothing else of this schema locks it. */
    private static final long CHANGE_LOCK = 0x70656f706c65L;

    Uni<ProfileEntity> findBySubject(String subject) {
        return find("subject", subject).firstResult();
    }

    Uni<ProfileEntity> findVisible(Scope scope, String subject) {
        return matching(VisibleRows.of(scope, TenancyLevel.CUSTOMER).and("subject = {}", subject))
                .firstResult();
    }

    Uni<List<ProfileEntity>> listVisible(Scope scope, PageRequest page) {
        return matching(
                        VisibleRows.of(scope, TenancyLevel.CUSTOMER)
                                .and("number > {}", page.after()))
                .page(0, page.rowsToFetch())
                .list();
    }

    Uni<Long> countActiveSuperadmins() {
        return count("role = ?1 and active", Role.SUPERADMIN.code());
    }

    /**
     * Makes changes of people wait for one another until their transactions end: they are rare, and
     * two superadmins who disable each other at once must not both succeed.
     */
    Uni<Void> awaitTurn() {
        return getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "select 1 from pg_advisory_xact_lock(:lock)", Integer.class)
                                .setParameter("lock", CHANGE_LOCK)
                                .getSingleResult())
                .replaceWithVoid();
    }

    private PanacheQuery<ProfileEntity> matching(Conditions rows) {
        return find(rows.text() + " order by number", rows.values().toArray());
    }
}
