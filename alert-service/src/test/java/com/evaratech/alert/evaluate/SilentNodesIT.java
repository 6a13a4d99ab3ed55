package com.evaratech.alert.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.NodesByNumber;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class SilentNodesIT {

    @Inject Directory directory;
    @Inject NodeLookup nodes;
    @Inject NodesByNumber numbers;
    @Inject StreamDefinition readings;

    private final NodeEntry tank = Fleet.create().tank();

    @Test
    void shouldNotTakeANodeForReportingWhoseSilenceItWasNotToldOfYet() {
        TestDirectory.publish(
                new StatusEntry(
                        1,
                        tank.id(),
                        NodeStatus.OFFLINE,
                        Alerting.NOON,
                        Alerting.NOON,
                        Alerting.NOON));

        var silent = new SilentNodes(directory, nodes, numbers, readings);

        assertThat(silent.reporting(tank.number())).isEmpty();
    }
}
