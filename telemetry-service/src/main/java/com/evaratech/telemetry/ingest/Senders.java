package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.telemetry.TelemetryException.NodeNotFound;
import com.evaratech.telemetry.ingest.Rejections.Way;
import jakarta.inject.Singleton;

/** Finds whose readings a key's are; answers from this process' copy of the directory. */
@Singleton
class Senders {

    private final Directory directory;

    Senders(Directory directory) {
        this.directory = directory;
    }

    /**
     * The sender behind a key.
     *
     * @throws NodeNotFound when the key's node is there no more
     * @throws DependencyUnavailable while the directory cannot tell
     */
    Sender of(DeviceKeyEntry key, Way way) {
        NodeEntry node =
                directory
                        .now(DirectoryKinds.NODE, key.nodeId())
                        .orElseThrow(() -> new NodeNotFound(key.nodeId()));
        Calibrations calibrations =
                directory
                        .now(DirectoryKinds.CALIBRATION, node.id())
                        .map(CalibrationEntry::calibrations)
                        .orElse(Calibrations.NONE);
        return new Sender(node, calibrations, key.id(), way);
    }
}
