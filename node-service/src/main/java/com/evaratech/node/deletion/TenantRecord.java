package com.evaratech.node.deletion;

import com.evaratech.common.access.Caller;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.tenancy.TenancyPart;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * All that the registry has of a tenant whose nodes and people are gone, as lines of JSON. Reads
 * the tables of other rooms, as {@link NodeRecord} does. Without the hashes of what opens
 * something.
 */
@ApplicationScoped
class TenantRecord {

    private static final String OF_COMMUNITIES =
            """
            union all
            select 5, g.number, 'group', to_jsonb(g)
            from registry.node_group g where g.community_id = t.community_id
            union all
            select 6, w.number, 'maintenance_window', to_jsonb(w)
            from registry.maintenance_window w where w.community_id = t.community_id
            """;

    private static final String NOWHERE = "cast(null as uuid)";

    private static final String READ =
            "select record from registry.tenant_export where export_id = :export";

    private final ExportDays days;

    TenantRecord(ExportDays days) {
        this.days = days;
    }

    /** Writes it down; nothing when there is no such tenant. */
    @WithTransaction
    Uni<Void> write(Caller author, TenancyPart part) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(sql(part.level()))
                                .setParameter("export", UUID.randomUUID().toString())
                                .setParameter("author", author.subject())
                                .setParameter("days", days.count())
                                .setParameter("tenant", part.id())
                                .executeUpdate())
                .replaceWithVoid();
    }

    /** The columns down to the level are the path of the row. */
    private static String sql(TenancyLevel level) {
        return """
        insert into registry.tenant_export
            (export_id, level, tenant_id, name, distributor_id, community_id, customer_id,
             deleted_at, deleted_by, kept_until, record)
        select cast(:export as uuid), '%1$s', t.%1$s_id, t.name, t.distributor_id, %2$s, %3$s,
               now(), cast(:author as text), now() + cast(:days as integer) * interval '1 day',
               (select string_agg(cast(jsonb_build_object('type', l.type, 'value', l.value) as text),
                                  chr(10) order by l.rank, l.number)
                from (
                    select 1 as rank, t.number, '%1$s' as type, to_jsonb(t) as value
                    union all
                    select 2, i.number, 'invitation', to_jsonb(i) - 'code_hash'
                    from registry.invitation i where i.%1$s_id = t.%1$s_id
                    union all
                    select 3, k.number, 'api_key', to_jsonb(k) - 'secret_hash'
                    from registry.api_key k where k.%1$s_id = t.%1$s_id
                    union all
                    select 4, c.number, 'claim_token', to_jsonb(c) - 'secret_hash'
                    from registry.claim_token c where c.%1$s_id = t.%1$s_id
                    %4$s
                    union all
                    select 7, a.number, 'audit', to_jsonb(a)
                    from registry.audit a
                    where a.%1$s_id = t.%1$s_id
                        and a.subject_type in ('%1$s', 'profile', 'invitation', 'api_key',
                                               'claim_token', 'group', 'maintenance_window')
                ) l)
        from registry.%1$s t
        where t.%1$s_id = :tenant
        """
                .formatted(
                        level.word(),
                        level == TenancyLevel.DISTRIBUTOR ? NOWHERE : "t.community_id",
                        level == TenancyLevel.CUSTOMER ? "t.customer_id" : NOWHERE,
                        level == TenancyLevel.COMMUNITY ? OF_COMMUNITIES : "");
    }

    /** The lines of an export that there is. */
    Uni<String> read(UUID export) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(READ, String.class)
                                .setParameter("export", export)
                                .getSingleResult());
    }
}
