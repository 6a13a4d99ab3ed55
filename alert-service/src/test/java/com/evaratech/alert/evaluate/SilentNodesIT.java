package com.evaratech.alert.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.alert.evaluate.SilentNodes.Silent;
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
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class SilentNodesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject Directory directory;
    @Inject NodeLookup nodes;
    @Inject NodesByNumber numbers;
    @Inject StreamDefinition readings;

    private final NodeEntry tank = Fleet.create().tank();

    @Test
    void shouldNotTakeANodeForReportingWhoseSilenceItWasNotToldOfYet() {
        fallSilent();

        var silent = new SilentNodes(directory, nodes, numbers, readings);

        assertThat(silent.reporting(tank.number())).isEmpty();
    }

    @Test
    void shouldKeepWhatIsDueWhileTheDirectoryCannotBeAsked() {
        fallSilent();
        var silent = new SilentNodes(directory, nodes, numbers, readings);
        int partition = readings.partitionOf(tank.number());
        Set<Integer> owned = Set.of(partition);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(silent.of(owned, owned))
                                .hasValueSatisfying(found ->
                                        assertThat(found).extracting(Silent::node).contains(tank)));
        silent.judged(owned, owned, Map.of(partition, Alerting.NOON), Alerting.NOON);
        var states = new States();
        var watch = new SilenceWatch(RuleSet.UNREAD, states, silent, Alerting.NOON);
        var evaluation = new Evaluation(RuleSet.UNREAD, states, Alerting.NOON);

        TestDirectory.clear();
        await().atMost(PATIENCE).until(() -> !directory.isFresh());

        assertThat(silent.among(owned, Alerting.NOON)).isEmpty();
        assertThat(watch.judge(owned, owned, evaluation)).isFalse();
        TestDirectory.markComplete();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(silent.among(owned, Alerting.NOON)).isEqualTo(owned));
    }

    private void fallSilent() {
        TestDirectory.publish(
                new StatusEntry(
                        1,
                        tank.id(),
                        NodeStatus.OFFLINE,
                        Alerting.NOON,
                        Alerting.NOON,
                        Alerting.NOON));
    }
}
