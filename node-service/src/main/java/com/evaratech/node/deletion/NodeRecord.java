package com.evaratech.node.deletion;

import com.evaratech.common.access.Caller;
import com.evaratech.node.nodes.DeletableNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * All that the registry has of a node, as lines of JSON. Reads the tables of other rooms, whose
 * rows go with the node's and so cannot be asked for one by one. Without what opens something: the
 * keys of channels, the hashes of device keys.
 */
@ApplicationScoped
class NodeRecord {

    private static final String WRITE =
            """
            insert into registry.deletion
                (export_id, node_number, node_id, kind, key, label, distributor_id, community_id,
                 customer_id, deleted_at, deleted_by, kept_until, record)
            select cast(:export as uuid), n.number, n.node_id, cast(:kind as text), n.key, n.label,
                   n.distributor_id, n.community_id, n.customer_id,
                   now(), cast(:author as text), now() + cast(:days as integer) * interval '1 day',
                   (select string_agg(cast(jsonb_build_object('type', l.type, 'value', l.value) as text),
                                      chr(10) order by l.rank, l.number)
                    from (
                        select 1 as rank, n.number, 'node' as type, to_jsonb(n) - 'words' as value
                        union all
                        select 2, c.number, 'channel', to_jsonb(c) - 'read_api_key'
                        from registry.channel c where c.node_id = n.node_id
                        union all
                        select 3, k.number, 'device_key', to_jsonb(k) - 'secret_hash'
                        from registry.device_key k where k.node_id = n.node_id
                        union all
                        select 4, c.number, 'calibration', to_jsonb(c)
                        from registry.calibration c where c.node_id = n.node_id
                        union all
                        select 5, d.number, 'device', to_jsonb(d)
                        from registry.device d where d.node_id = n.node_id
                        union all
                        select 6, w.number, 'maintenance_window', to_jsonb(w)
                        from registry.maintenance_window w where w.node_id = n.node_id
                        union all
                        select 7, p.number, 'pipeline', to_jsonb(p)
                        from registry.pipeline p where n.node_id in (p.from_node_id, p.to_node_id)
                        union all
                        select 8, g.number, 'group', to_jsonb(g)
                        from registry.node_group_member m
                        join registry.node_group g on g.number = m.group_number
                        where m.node_number = n.number
                        union all
                        select 9, s.number, 'status', to_jsonb(s)
                        from registry.watched_node s where s.number = n.number
                        union all
                        select 10, a.number, 'audit', to_jsonb(a)
                        from registry.audit a
                        where (a.subject_type, a.subject_id) in (
                            select about, cast(n.node_id as text)
                            from unnest(array['node', 'channel', 'device']) as own (about)
                            union all
                            select 'device_key', k.key_id
                            from registry.device_key k where k.node_id = n.node_id
                            union all
                            select 'calibration', cast(c.calibration_id as text)
                            from registry.calibration c where c.node_id = n.node_id
                            union all
                            select 'maintenance_window', cast(w.window_id as text)
                            from registry.maintenance_window w where w.node_id = n.node_id
                            union all
                            select 'pipeline', cast(p.pipeline_id as text)
                            from registry.pipeline p where n.node_id in (p.from_node_id, p.to_node_id))
                    ) l)
            from registry.node n
            where n.node_id = :node
            """;

    private static final String READ =
            "select record from registry.deletion where export_id = :export";

    private static final String LIVE_KEYS =
            "select key_id from registry.device_key where node_id = :node and revoked_at is null";

    private static final String WINDOWS =
            "select window_id from registry.maintenance_window where node_id = :node";

    /**
     * Writes it down.
     *
     * @param export the name of the export
     * @param days how long it is kept
     */
    @WithTransaction
    Uni<Void> write(UUID export, Caller author, DeletableNode node, int days) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(WRITE)
                                .setParameter("export", export.toString())
                                .setParameter("kind", node.kind().name())
                                .setParameter("author", author.subject())
                                .setParameter("days", days)
                                .setParameter("node", node.id())
                                .executeUpdate())
                .replaceWithVoid();
    }

    /** The lines of an export that there is. */
    Uni<String> read(UUID export) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(READ, String.class)
                                .setParameter("export", export)
                                .getSingleResult());
    }

    /** The ids of its device keys that others know. */
    Uni<List<String>> liveKeys(UUID node) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(LIVE_KEYS, String.class)
                                .setParameter("node", node)
                                .getResultList());
    }

    /** The ids of its maintenance windows. */
    Uni<List<UUID>> windows(UUID node) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(WINDOWS, UUID.class)
                                .setParameter("node", node)
                                .getResultList());
    }
}
