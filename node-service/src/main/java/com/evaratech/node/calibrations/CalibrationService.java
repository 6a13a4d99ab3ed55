package com.evaratech.node.calibrations;

import com.evaratech.common.access.Caller;
import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.node.RegistryException.CalibrationsOverlap;
import com.evaratech.node.RegistryException.TooMany;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.nodes.RegisteredNode;
import com.evaratech.node.nodes.RegisteredNodes;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the calibrations of nodes, one author a node at a time. What is stored already is not
 * computed anew: a calibration counts for readings that are accepted once it is known.
 */
@ApplicationScoped
class CalibrationService {

    private static final String CALIBRATION = "calibration";

    private final RegisteredNodes nodes;
    private final CalibrationRepository calibrations;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;
    private final InstantSource clock;

    CalibrationService(
            RegisteredNodes nodes,
            CalibrationRepository calibrations,
            AuditTrail audit,
            DirectoryOutbox directory,
            InstantSource clock) {
        this.nodes = nodes;
        this.calibrations = calibrations;
        this.audit = audit;
        this.directory = directory;
        this.clock = clock;
    }

    @WithSession
    Uni<List<Version>> list(Caller caller, UUID nodeId) {
        return nodes.find(caller.scope(), nodeId)
                .chain(node -> calibrations.listOfNode(node.id()))
                .map(rows -> rows.stream().map(CalibrationEntity::toVersion).toList());
    }

    /**
     * Adds one. That of the same metric which goes on for ever ends where the new one begins; any
     * other overlap fails with {@link CalibrationsOverlap}.
     */
    @WithTransaction
    Uni<Version> add(Caller author, UUID nodeId, AddCalibration wish) {
        return nodes.lock(author.scope(), nodeId)
                .chain(node -> {
                    var accepted = CalibrationRules.accept(wish, node.kind());
                    return calibrations
                            .listOfNode(nodeId)
                            .map(rows -> inTheWay(rows, accepted))
                            // First the one that ends: two of one metric never go on for ever.
                            .chain(before -> makeRoom(author, node, before, accepted))
                            .chain(() -> add(author, node, accepted));
                });
    }

    /** Fails with {@link Unknown} when the node has no such calibration. */
    @WithTransaction
    Uni<Void> remove(Caller author, UUID nodeId, UUID id) {
        return nodes.lock(author.scope(), nodeId)
                .chain(node ->
                        calibrations
                                .find("nodeId = ?1 and calibrationId = ?2", nodeId, id)
                                .firstResult()
                                .onItem()
                                .ifNull()
                                .failWith(() -> new Unknown(CALIBRATION, id))
                                .chain(row -> remove(author, node, row)));
    }

    /** The one that ends where the accepted one begins, if there is one. */
    private static Optional<CalibrationEntity> inTheWay(
            List<CalibrationEntity> rows, Accepted wish) {
        if (rows.size() >= CalibrationRules.MOST_OF_A_NODE) {
            throw new TooMany("calibrations", CalibrationRules.MOST_OF_A_NODE);
        }
        var overlapping = rows.stream().filter(row -> row.overlaps(wish.calibration())).toList();
        for (CalibrationEntity row : overlapping) {
            if (!row.endsWith(wish.calibration())) {
                throw new CalibrationsOverlap(row.calibrationId, row.validFrom, row.validUntil);
            }
        }
        return overlapping.stream().findFirst();
    }

    private Uni<Void> makeRoom(
            Caller author,
            RegisteredNode node,
            Optional<CalibrationEntity> inTheWay,
            Accepted wish) {
        if (inTheWay.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var row = inTheWay.get();
        var before = row.toVersion();
        row.validUntil = wish.calibration().from();
        var ended =
                Change.changed(
                        CALIBRATION, row.calibrationId, before, row.toVersion(), tenant(node));
        return calibrations.flush().chain(() -> audit.append(author, ended));
    }

    private Uni<Version> add(Caller author, RegisteredNode node, Accepted wish) {
        var row = CalibrationEntity.of(node.id(), UUID.randomUUID(), wish, clock.instant());
        return calibrations
                .persistAndFlush(row)
                .chain(() -> audit.append(author, added(row, node)))
                .chain(() -> tell(node.id()))
                .replaceWith(row.toVersion());
    }

    private Uni<Void> remove(Caller author, RegisteredNode node, CalibrationEntity row) {
        var removed = Change.removed(CALIBRATION, row.calibrationId, row.toVersion(), tenant(node));
        return calibrations
                .delete(row)
                .chain(() -> calibrations.flush())
                .chain(() -> audit.append(author, removed))
                .chain(() -> tell(node.id()));
    }

    private Uni<Void> tell(UUID nodeId) {
        return calibrations
                .listOfNode(nodeId)
                .chain(rows ->
                        rows.isEmpty()
                                ? directory.tellCalibrationsGone(nodeId)
                                : directory.tell(
                                        new CalibrationEntry(
                                                nodeId,
                                                new Calibrations(
                                                        rows.stream()
                                                                .map(
                                                                        CalibrationEntity
                                                                                ::toCalibration)
                                                                .toList()))));
    }

    private static Change added(CalibrationEntity row, RegisteredNode node) {
        return Change.added(CALIBRATION, row.calibrationId, row.toVersion(), tenant(node));
    }

    private static AuditedTenant tenant(RegisteredNode node) {
        return AuditedTenant.of(node.placement());
    }
}
