package com.evaratech.node.keys;

import com.evaratech.common.page.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Asked for nodes that the caller was found to see. */
@ApplicationScoped
class KeyRepository implements PanacheRepositoryBase<KeyEntity, Long> {

    Uni<KeyEntity> findOfNode(UUID nodeId, String keyId) {
        return find("nodeId = ?1 and keyId = ?2", nodeId, keyId).firstResult();
    }

    Uni<Long> countLive(UUID nodeId, Instant now) {
        return count(
                "nodeId = ?1 and revokedAt is null and (expiresAt is null or expiresAt > ?2)",
                nodeId,
                now);
    }

    /** In the order of issue; expired ones too. */
    Uni<List<KeyEntity>> listUnrevoked(UUID nodeId) {
        return list("nodeId = ?1 and revokedAt is null order by number", nodeId);
    }

    /** In the order of issue. */
    Uni<List<KeyEntity>> listOfNode(UUID nodeId, PageRequest page) {
        return find("nodeId = ?1 and number > ?2 order by number", nodeId, page.after())
                .page(0, page.rowsToFetch())
                .list();
    }
}
