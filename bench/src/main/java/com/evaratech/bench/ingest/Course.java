package com.evaratech.bench.ingest;

import com.evaratech.bench.fleet.Fleet;
import com.evaratech.bench.fleet.Progress;
import com.evaratech.bench.fleet.Usage;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.site.Tank;
import java.io.IOException;
import java.util.List;

/**
 * What all parts of the bench run on.
 *
 * @param servers below the fleet
 * @param fleet that is measured
 * @param progress of what was accepted
 * @param tanks that send
 */
record Course(BenchServers servers, Fleet fleet, Progress progress, List<Tank> tanks) {

    Course {
        tanks = List.copyOf(tanks);
    }

    Usage usage() throws IOException {
        return Usage.now(fleet, servers);
    }
}
