package com.evaratech.node.calibrations;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Asked for nodes that the caller was found to see. */
@ApplicationScoped
class CalibrationRepository implements PanacheRepositoryBase<CalibrationEntity, Long> {

    /**
     * All of a node, metric by metric, in the order of time; {@code CalibrationRules} bounds them.
     */
    Uni<List<CalibrationEntity>> listOfNode(UUID nodeId) {
        return list("nodeId = ?1 order by metric, validFrom", nodeId);
    }
}
