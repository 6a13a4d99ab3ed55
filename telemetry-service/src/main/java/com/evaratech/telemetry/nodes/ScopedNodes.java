package com.evaratech.telemetry.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.telemetry.TelemetryException.NodeNotFound;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds the nodes that a request names, within the caller's scope. */
@Singleton
public class ScopedNodes {

    /** As many as fit on a chart, or on a page of meters. */
    public static final int MOST = 50;

    /** What is allowed as a list of ids, as a phrase. */
    public static final String ALLOWED = "1 to " + MOST + " UUIDs of nodes, joined by commas";

    private final Directory directory;

    ScopedNodes(Directory directory) {
        this.directory = directory;
    }

    /** The ids in a text, each once, if it is a list of them. */
    public static Optional<List<UUID>> parse(String text) {
        try {
            List<UUID> ids =
                    Arrays.stream(text.split(",", -1)).map(UUID::fromString).distinct().toList();
            return ids.size() <= MOST ? Optional.of(ids) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /**
     * The nodes of these ids, in their order. Fails with {@link NodeNotFound} for the first that
     * the scope does not have.
     */
    public Uni<List<NodeEntry>> find(Scope scope, List<UUID> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> find(scope, id))
                .collect()
                .asList();
    }

    /** The node of this id. Fails with {@link NodeNotFound} when the scope does not have it. */
    public Uni<NodeEntry> find(Scope scope, UUID id) {
        return directory
                .node(id)
                .map(found ->
                        found.filter(node -> scope.covers(node.placement()))
                                .orElseThrow(() -> new NodeNotFound(id)));
    }
}
