package com.evaratech.alert.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Fleet;
import com.evaratech.alert.alerts.AlertChange;
import com.evaratech.alert.alerts.AlertChange.Measured;
import com.evaratech.alert.alerts.AlertChange.Opened;
import com.evaratech.alert.alerts.AlertChange.Resolved;
import com.evaratech.alert.rules.Binding;
import com.evaratech.alert.rules.Rule;
import com.evaratech.alert.rules.Severity;
import com.evaratech.alert.rules.Silence;
import com.evaratech.alert.rules.WatchedRule;
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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a look at silence does, and when the next one is due, by times of the test's own. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class SilenceWatchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Set<Integer> NONE = Set.of();

    @Inject Directory directory;
    @Inject NodeLookup nodes;
    @Inject NodesByNumber numbers;
    @Inject StreamDefinition readings;

    private final Fleet fleet = Fleet.create();
    private final States states = new States();
    private @Nullable SilentNodes silent;
    private long version;

    @BeforeEach
    void follow() {
        silent = new SilentNodes(directory, nodes, numbers, readings);
    }

    private SilentNodes silent() {
        return Objects.requireNonNull(silent);
    }

    @Test
    void shouldWriteOfAnAlertThatStaysOpenOnceAMinute() {
        NodeEntry tank = fleet.tank();
        fallSilent(tank);
        Set<Integer> owned = Set.of(readings.partitionOf(tank.number()));

        assertThat(look(owned, owned, NOW)).hasExactlyElementsOfTypes(Opened.class);
        assertThat(look(owned, owned, NOW.plusSeconds(1))).isEmpty();
        assertThat(look(owned, owned, NOW.plusSeconds(59))).isEmpty();
        assertThat(look(owned, owned, NOW.plusSeconds(61)))
                .hasExactlyElementsOfTypes(Measured.class);
        assertThat(look(owned, owned, NOW.plusSeconds(62))).isEmpty();
    }

    @Test
    void shouldLookAgainAMinuteBehindAnAlertThatOpened() {
        NodeEntry tank = fleet.tank();
        fallSilent(tank);
        Set<Integer> owned = Set.of(readings.partitionOf(tank.number()));

        assertThat(look(owned, owned, NOW)).hasExactlyElementsOfTypes(Opened.class);

        assertThat(silent().due(owned, NOW.plusSeconds(59))).isEmpty();
        assertThat(silent().due(owned, NOW.plusSeconds(60))).isEqualTo(owned);
    }

    @Test
    void shouldLookAgainWhenTheClockIsPutBack() {
        NodeEntry tank = fleet.tank();
        fallSilent(tank);
        Set<Integer> owned = Set.of(readings.partitionOf(tank.number()));
        List<AlertChange> _ = look(owned, owned, NOW);
        Instant back = NOW.minus(Duration.ofHours(1));

        assertThat(silent().due(owned, NOW.plusSeconds(1))).isEmpty();
        assertThat(silent().due(owned, back)).isEqualTo(owned);
        assertThat(look(owned, NONE, back)).hasExactlyElementsOfTypes(Measured.class);
        assertThat(silent().due(owned, back.plusSeconds(60))).isEqualTo(owned);
    }

    @Test
    void shouldJudgeOnlyWhomTheRegistryToldOfWhenNothingElseIsTheMatter() {
        NodeEntry first = fleet.tank();
        Set<Integer> owned = Set.of(readings.partitionOf(first.number()));
        fallSilent(first);
        List<AlertChange> _ = look(owned, owned, NOW);
        NodeEntry second = beside(first);
        fallSilent(second);

        assertThat(look(owned, NONE, NOW.plusSeconds(1)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Opened.class,
                        opened -> {
                            assertThat(opened.alert().nodeId()).isEqualTo(second.id());
                            assertThat(opened.alert().ruleVersion()).isEqualTo(1);
                        });

        report(first);
        assertThat(look(owned, NONE, NOW.plusSeconds(2)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Resolved.class,
                        end -> assertThat(end.key().nodeNumber()).isEqualTo(first.number()));
        // The other's look is not put off by that.
        assertThat(silent().due(owned, NOW.plusSeconds(60))).isEqualTo(owned);
    }

    private List<AlertChange> look(Set<Integer> owned, Set<Integer> stale, Instant now) {
        var rules = new RuleSet(1, List.of(new WatchedRule(1, rule())));
        var evaluation = new Evaluation(rules, states, now);
        assertThat(new SilenceWatch(rules, states, silent(), now).judge(owned, stale, evaluation))
                .isTrue();
        return evaluation.changes().alerts();
    }

    private Rule rule() {
        return new Rule(
                new UUID(0, 1),
                1,
                fleet.communityId(),
                "Silent",
                new Binding.OfCommunity(),
                new Silence(0),
                Severity.WARNING,
                true,
                NOW,
                null);
    }

    /** Another tank, in the same partition. */
    private NodeEntry beside(NodeEntry other) {
        while (true) {
            NodeEntry node = fleet.unpublished(null, "OHT");
            if (readings.partitionOf(node.number()) == readings.partitionOf(other.number())) {
                TestDirectory.publish(node);
                return node;
            }
        }
    }

    private void fallSilent(NodeEntry node) {
        tell(node, NodeStatus.OFFLINE, NOW.minusSeconds(60));
        assertThat(silent().reporting(node.number())).isEmpty();
    }

    private void report(NodeEntry node) {
        tell(node, NodeStatus.ONLINE, null);
        assertThat(silent().reporting(node.number())).isPresent();
    }

    /** Returns when it is known here, and the partition is to be looked at for it. */
    private void tell(NodeEntry node, NodeStatus status, @Nullable Instant since) {
        version++;
        TestDirectory.publish(new StatusEntry(version, node.id(), status, NOW, NOW, since));
        Set<Integer> owned = Set.of(readings.partitionOf(node.number()));
        await().atMost(PATIENCE).until(() -> !silent().among(owned, NOW).isEmpty());
    }
}
