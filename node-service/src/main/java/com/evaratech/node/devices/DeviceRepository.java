package com.evaratech.node.devices;

import com.evaratech.common.page.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Asked for nodes that the caller was found to see. */
@ApplicationScoped
class DeviceRepository implements PanacheRepositoryBase<DeviceEntity, Long> {

    /** The one that measures now; null when none was told of yet. */
    Uni<DeviceEntity> findInstalled(UUID nodeId) {
        return find("nodeId = ?1 and removedAt is null", nodeId).firstResult();
    }

    /** In the order of installation. */
    Uni<List<DeviceEntity>> listOfNode(UUID nodeId, PageRequest page) {
        return find("nodeId = ?1 and number > ?2 order by number", nodeId, page.after())
                .page(0, page.rowsToFetch())
                .list();
    }
}
