package com.evaratech.poller.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class MappingIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    // Until an idle follower's next round, while the directory is not fresh.
    private static final Duration UNTIL_FRESH = Duration.ofMillis(500);

    @Inject MappingRepository rows;
    @Inject Directory directory;

    private final Placement placement =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private TestChannel channel = TestChannel.of("TANK", "OHT", placement).withInterval(3_600);

    @BeforeEach
    void completeDirectory() {
        TestDirectory.markComplete();
    }

    @AfterEach
    void endPolling() {
        channel.remove();
    }

    @ParameterizedTest
    @CsvSource({"FLOW, PUMP_HOUSE, 1", "TANK, OHT, 3", "DEEP, BOREWELL, 4"})
    void shouldMakeARowOfANodeAndItsChannel(String kind, String category, int priority) {
        channel = TestChannel.of(kind, category, placement).withInterval(3_600);

        // The channel may be heard of first.
        TestDirectory.publish(channel.entry());
        TestDirectory.publish(channel.node());

        awaitRow(
                "channel_id", channel.id(),
                "node_number", channel.node().number(),
                "community_id", placement.communityId(),
                "customer_id", placement.customerId(),
                "priority", priority,
                "interval_seconds", 3_600,
                "retired", false);
    }

    @ParameterizedTest
    @CsvSource({"FLOW, PUMP_HOUSE, 1, 1", "TANK, OHT, 3, 2", "DEEP, BOREWELL, 4, 2"})
    void shouldPutANodeWithAnOpenAlertBeforeOthers(
            String kind, String category, int usually, int inAlert) {
        channel = TestChannel.of(kind, category, placement).withInterval(3_600);
        channel.publish();
        awaitRow("priority", usually);

        TestDirectory.publish(status(1, NodeStatus.ALERT));
        awaitRow("priority", inAlert);

        TestDirectory.publish(status(2, NodeStatus.ONLINE));
        awaitRow("priority", usually);
    }

    private StatusEntry status(long version, NodeStatus status) {
        return new StatusEntry(version, channel.node().id(), status, Instant.EPOCH, null, null);
    }

    @Test
    void shouldFollowANodeToItsNewPlace() {
        channel.publish();
        Placement next = new Placement(placement.distributorId(), UUID.randomUUID(), null);
        NodeEntry node = channel.node();

        TestDirectory.publish(
                new NodeEntry(
                        2,
                        node.id(),
                        node.number(),
                        node.kind(),
                        node.category(),
                        next,
                        List.of()));

        awaitRow("community_id", next.communityId(), "customer_id", null, "retired", false);
    }

    @Test
    void shouldRetireARowAndTakeItUpAgainWhereItWas() throws SQLException {
        channel.publish();
        awaitRow("retired", false);
        setCursor(3, 4711);

        channel.remove();
        awaitRow("retired", true);
        channel = channel.withInterval(60);
        TestDirectory.publish(channel.entry());

        awaitRow("retired", false, "interval_seconds", 60, "cursor_epoch", 3, "entry_id", 4711L);
    }

    @Test
    void shouldRemoveWhatThereIsOfANodeThatIsDeleted() throws SQLException {
        channel.publish();
        awaitRow("retired", false);
        try (Connection owner = EvaraServers.connectAsOwner("polling");
                var insert =
                        owner.prepareStatement(
                                """
                                insert into polling.rejection_count
                                    (channel_number, reason, row_count, value_count)
                                select number, 'test', 1, 1 from polling.channel where node_id = ?
                                """)) {
            insert.setObject(1, channel.node().id());
            assertThat(insert.executeUpdate()).isOne();
        }

        // Without a channel first, so that the row is left from before.
        channel.remove();
        awaitRow("retired", true);
        TestDirectory.removeNode(channel.node().id());

        await().atMost(LONGEST_WAIT).until(this::row, Map::isEmpty);
    }

    @Test
    void shouldBeginANewEpochForAnotherChannel() throws SQLException {
        channel.publish();
        awaitRow("retired", false);
        setCursor(3, 4711);

        channel = channel.withChannel(channel.id() + 1);
        TestDirectory.publish(channel.entry());

        awaitRow("channel_id", channel.id(), "cursor_epoch", 4, "entry_id", 0L);
    }

    @Test
    void shouldForgetHowTheOtherChannelWasReadWhenItFeedsTheNodeNoMore() throws SQLException {
        channel.publish();
        awaitRow("retired", false);
        change(READ_AND_FAILED);

        channel = channel.withChannel(channel.id() + 1);
        rows.keep(List.of(mapped(channel)));

        assertThat(row())
                .containsEntry("channel_id", channel.id())
                .containsEntry("was_read", false)
                .containsEntry("has_rows", false)
                .containsEntry("error", null)
                .containsEntry("failures", 0);
    }

    @Test
    void shouldKeepAFailuresWaitUntilTheMappingChanges() throws SQLException {
        channel.publish();
        awaitRow("retired", false);
        change(READ_AND_FAILED);
        NodeEntry node = channel.node();
        NodeEntry renamed =
                new NodeEntry(
                        node.version() + 1,
                        node.id(),
                        node.number(),
                        node.kind(),
                        node.category(),
                        node.placement(),
                        List.of());

        rows.keep(List.of(new MappedChannel(renamed, channel.entry(), false)));
        assertThat(row())
                .containsEntry("failures", 3)
                .containsEntry("error", "key_refused")
                .containsEntry("waits_for_days", true);

        ChannelEntry mapping = channel.withInterval(1_800).entry();
        rows.keep(List.of(new MappedChannel(renamed, mapping, false)));

        assertThat(row())
                .containsEntry("failures", 0)
                .containsEntry("error", "key_refused")
                .containsEntry("was_read", true)
                .containsEntry("waits_for_days", false);
    }

    @Test
    void shouldNotGoBackToAnOlderVersion() throws SQLException {
        TestChannel older = channel;
        channel = channel.withChannel(channel.id() + 1);
        // Rows of nodes that nobody told of are removed.
        channel.publish();
        awaitRow("retired", false);

        rows.keep(List.of(mapped(older)));

        assertThat(row())
                .containsEntry("channel_id", channel.id())
                .containsEntry("cursor_epoch", 0);
    }

    @Test
    void shouldLeaveARowAloneThatSaysTheSame() throws SQLException {
        channel.publish();
        awaitRow("retired", false);
        setCursor(3, 4711);

        rows.keep(List.of(mapped(channel)));

        assertThat(row()).containsEntry("cursor_epoch", 3).containsEntry("entry_id", 4711L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "priority = 4",
                "retired_at = now(), lease_owner = null, lease_until = null",
                "mapping_version = 0, interval_seconds = 1",
                "node_version = 0, community_id = gen_random_uuid()"
            })
    void shouldMendARowThatSaysSomethingElseThanTheDirectory(String wrong) throws Exception {
        channel.publish();
        awaitRow("retired", false, "priority", 3);
        change(wrong);
        // It hears of no change: it can only see what the rows say.
        var follower = new MappingFollower(directory, rows);

        await().atMost(LONGEST_WAIT).until(() -> follower.run().compareTo(UNTIL_FRESH) > 0);

        assertThat(row())
                .containsEntry("retired", false)
                .containsEntry("priority", 3)
                .containsEntry("interval_seconds", 3_600)
                .containsEntry("community_id", placement.communityId());
    }

    @Test
    void shouldMakeChannelsDueThatWaitForATimeOfAClockThatWentBack() throws SQLException {
        channel.publish();
        awaitRow("retired", false);
        change(
                """
                next_due_at = now() + interval '30 days', last_success_at = now() + interval '1 day',
                last_error_kind = null, last_error = null, last_error_at = null,
                lease_owner = 'dead', lease_until = now() + interval '1 day'
                """);

        assertThat(rows.bringForward()).isPositive();

        awaitRow("waits_for_days", false);
    }

    @Test
    void shouldLeaveChannelsThatWaitAsTheyShould() throws SQLException {
        channel.publish();
        awaitRow("retired", false);
        // Another's, so that the poll under way here changes nothing of it any more.
        change(
                """
                next_due_at = now() + interval '30 days', last_success_at = now(),
                lease_owner = 'other', lease_until = now() + interval '1 hour'
                """);

        int _ = rows.bringForward();

        assertThat(row()).containsEntry("waits_for_days", true);
    }

    // Another's, so that the poll under way here changes nothing of it any more.
    private static final String READ_AND_FAILED =
            """
            next_due_at = now() + interval '30 days', failures = 3,
            last_success_at = now(), last_row_at = now(),
            last_error_kind = 'key_refused', last_error = 'no', last_error_at = now(),
            lease_owner = 'other', lease_until = now() + interval '1 hour'
            """;

    private void change(String columns) throws SQLException {
        try (Connection runtime = EvaraServers.connectAsRuntime("polling");
                var set =
                        runtime.prepareStatement(
                                "update polling.channel set %s where node_id = ?"
                                        .formatted(columns))) {
            set.setObject(1, channel.node().id());
            assertThat(set.executeUpdate()).isEqualTo(1);
        }
    }

    private static MappedChannel mapped(TestChannel of) {
        ChannelEntry entry = of.entry();
        return new MappedChannel(of.node(), entry, false);
    }

    private void awaitRow(@Nullable Object... columnsAndValues) {
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> {
                    Map<String, @Nullable Object> row = row();
                    for (int i = 0; i < columnsAndValues.length; i += 2) {
                        assertThat(row)
                                .containsEntry(
                                        String.valueOf(columnsAndValues[i]),
                                        columnsAndValues[i + 1]);
                    }
                });
    }

    private Map<String, @Nullable Object> row() throws SQLException {
        try (Connection runtime = EvaraServers.connectAsRuntime("polling");
                var look =
                        runtime.prepareStatement(
                                """
                                select channel_id, node_number, community_id, customer_id,
                                    priority::int as priority, interval_seconds, cursor_epoch,
                                    cursor_entry_id as entry_id,
                                    retired_at is not null as retired, failures,
                                    last_success_at is not null as was_read,
                                    last_row_at is not null as has_rows, last_error_kind as error,
                                    next_due_at > now() + interval '2 days' as waits_for_days
                                from polling.channel where node_id = ?
                                """)) {
            look.setObject(1, channel.node().id());
            try (var found = look.executeQuery()) {
                Map<String, @Nullable Object> row = new HashMap<>();
                if (found.next()) {
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.put(found.getMetaData().getColumnName(i), found.getObject(i));
                    }
                }
                return row;
            }
        }
    }

    private void setCursor(int epoch, long entryId) throws SQLException {
        try (Connection runtime = EvaraServers.connectAsRuntime("polling");
                var set =
                        runtime.prepareStatement(
                                """
                                update polling.channel
                                set cursor_epoch = ?, cursor_entry_id = ? where node_id = ?
                                """)) {
            set.setInt(1, epoch);
            set.setLong(2, entryId);
            set.setObject(3, channel.node().id());
            assertThat(set.executeUpdate()).isEqualTo(1);
        }
    }
}
