package com.evaratech.local.launcher.home;

import com.evaratech.local.process.ProcessIdentity;
import java.util.List;

/**
 * What runs now, as written to {@code .evara/run/fleet.json} after every change. It survives a
 * killed launcher and is how the next one finds the processes left behind.
 *
 * @param phase how far the fleet is
 * @param gateway the address people use
 * @param supervisor the launcher's own process
 * @param parts servers and services in the order they were started
 */
public record FleetRecord(
        Phase phase, String gateway, ProcessIdentity supervisor, List<Part> parts) {

    /** Where in its life the fleet is. */
    public enum Phase {
        STARTING,
        READY,
        STOPPING
    }

    /** Keeps its own copy of the parts. */
    public FleetRecord {
        parts = List.copyOf(parts);
    }
}
