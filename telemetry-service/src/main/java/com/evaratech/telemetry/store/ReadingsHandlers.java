package com.evaratech.telemetry.store;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodesByNumber;
import com.evaratech.common.forget.ForgottenNodes;
import com.evaratech.telemetry.deletion.NodeRemovals;
import com.evaratech.telemetry.readings.PackedDays;
import com.evaratech.telemetry.rollup.Rollups;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Makes what a consumer does with readings, out of what the service has. */
@Singleton
class ReadingsHandlers {

    private final DataSource database;
    private final InstantSource clock;
    private final NodeRemovals removals;
    private final NodesByNumber nodes;

    ReadingsHandlers(
            DataSource database, InstantSource clock, NodeRemovals removals, NodesByNumber nodes) {
        this.database = database;
        this.clock = clock;
        this.removals = removals;
        this.nodes = nodes;
    }

    /** One that knows no partition yet. */
    ReadingsHandler create() {
        return new ReadingsHandler(
                new Months(database, clock),
                new PackedDays(clock),
                new ForgottenNodes(ReadingsWriter.SCHEMA),
                new Rollups(number -> nodes.find(number).map(NodeEntry::timeZone)),
                removals::soon);
    }
}
