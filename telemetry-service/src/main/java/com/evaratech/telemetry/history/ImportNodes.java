package com.evaratech.telemetry.history;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.reading.normalise.Calibrations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The nodes that a file may speak of; asks the directory once for each. */
final class ImportNodes {

    private final Directory directory;
    private final Meaning meaning;
    private final UUID communityId;
    private final @Nullable UUID nodeId;
    private final Map<String, Optional<Known>> found = new HashMap<>();

    /**
     * @param communityId whose nodes they are
     * @param nodeId the only one; null when rows tell
     */
    ImportNodes(Directory directory, Meaning meaning, UUID communityId, @Nullable UUID nodeId) {
        this.directory = directory;
        this.meaning = meaning;
        this.communityId = communityId;
        this.nodeId = nodeId;
    }

    /** A node, and how its readings are corrected. */
    record Known(NodeEntry node, Calibrations calibrations) {}

    /**
     * The node that a row is of, by what the row calls it.
     *
     * @throws DependencyUnavailable while the directory cannot tell
     */
    Optional<Known> find(String name) {
        return found.computeIfAbsent(
                name,
                key ->
                        Optional.ofNullable(nodeId)
                                .or(() -> meaning.node(key))
                                .flatMap(this::known));
    }

    private Optional<Known> known(UUID id) {
        return directory
                .node(id)
                .await()
                .indefinitely()
                .filter(node -> node.placement().communityId().equals(communityId))
                .map(node -> new Known(node, directory.calibrations(id).await().indefinitely()));
    }
}
