package com.evaratech.alert.deliveries;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.problem.DependencyUnavailable;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Which nodes work is done on, by the directory. */
@Singleton
public class NodesAtWork {

    private final Directory directory;

    NodesAtWork(Directory directory) {
        this.directory = directory;
    }

    /** Whether work is done on a node; no when that cannot be told. */
    public boolean isDoneOn(UUID nodeId) {
        try {
            return directory
                    .status(nodeId)
                    .await()
                    .indefinitely()
                    .filter(known -> known.status() == NodeStatus.MAINTENANCE)
                    .isPresent();
        } catch (DependencyUnavailable e) {
            // Better told in the midst of work than not at all.
            return false;
        }
    }
}
