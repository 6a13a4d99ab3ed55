package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.directory.Directory;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestServer;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.Account;
import com.evaratech.poller.fixture.Published;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.ThingSpeak.Row;
import com.evaratech.poller.fixture.WithThingSpeak;
import com.evaratech.poller.source.PoliteSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class InterruptedPollsIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Inject InstantSource clock;
    @Inject Directory directory;
    @Inject ClaimRepository claims;
    @Inject ChannelPoll channelPoll;
    @Inject PoliteSource source;
    @Inject PollMetrics metrics;
    @Inject PollingConfig config;

    private final TestChannel tank = TestChannel.tank();
    private Instant start = Instant.EPOCH;

    @BeforeEach
    void prepare() {
        TestDirectory.markComplete();
        start = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), new Row(start, "100", "3.7"), new Row(start, "nan", null));
    }

    @AfterEach
    void endPolling() {
        tank.remove();
    }

    @Test
    void shouldLoseAndCountNothingTwiceWhenTheDatabaseGoesBetweenPublishAndCursor()
            throws SQLException {
        tank.publish();
        awaitAccepted(1);
        // A row that is locked is not claimed: the lock has to come while the answer is on its way.
        takeLease("another replica", 2);
        ThingSpeak.add(tank.id(), new Row(start.plusSeconds(1), "101", "3.7"));
        ThingSpeak.spoil(tank.id(), 1, new JsonObject().put("kind", "delay").put("ms", 2_500));
        try (Connection holder = EvaraServers.connectAsOwner("polling")) {
            holder.setAutoCommit(false);
            await().atMost(LONGEST_WAIT).until(() -> isLeasedHere());
            lockRow(holder);
            // Published, and the cursor waits for the row's lock: now its connection goes.
            await().atMost(LONGEST_WAIT)
                    .until(() -> Published.readings(tank.node().number()).size() >= 2);
            await().atMost(LONGEST_WAIT).until(InterruptedPollsIT::cutWaitingConnections);
            holder.rollback();
        }

        awaitAccepted(2);
        Account account = Account.of(tank.node().id());
        assertThat(account.fetched()).isEqualTo(3);
        assertThat(account.rejected()).isEqualTo(1);
        assertThat(account.entryId()).isEqualTo(3);
        assertThat(Published.readings(tank.node().number()))
                .as("published again, by the same identity")
                .hasSizeGreaterThan(2)
                .extracting(reading -> reading.recordedAt())
                .containsOnly(start, start.plusSeconds(1));
    }

    @Test
    void shouldWaitForTheBusAndGoOn() {
        tank.publish();
        awaitAccepted(1);
        try (var _ = TestServer.REDIS.stopped()) {
            ThingSpeak.add(tank.id(), new Row(start.plusSeconds(1), "101", "3.7"));
            await().atMost(LONGEST_WAIT).until(() -> !directory.isFresh());
        }

        awaitAccepted(2);
        assertThat(Account.of(tank.node().id()).fetched()).isEqualTo(3);
    }

    @Test
    void shouldLeaveAChannelToWhoeverHoldsItUntilTheLeaseEnds() throws SQLException {
        tank.publish();
        awaitAccepted(1);
        takeLease("another replica", 4);
        Instant taken = clock.instant();
        ThingSpeak.add(tank.id(), new Row(start.plusSeconds(1), "101", "3.7"));

        awaitAccepted(2);

        assertThat(Duration.between(taken, clock.instant())).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void shouldShareChannelsBetweenReplicasWithoutAskingTwice() {
        var second = new PollScheduler(directory, claims, channelPoll, source, metrics, config);
        List<TestChannel> channels = new ArrayList<>();
        second.start();
        try {
            for (int i = 0; i < 40; i++) {
                TestChannel channel = TestChannel.tank().withInterval(3_600);
                boolean _ = channels.add(channel);
                ThingSpeak.create(channel.id());
                ThingSpeak.add(channel.id(), new Row(start, "100", "3.7"));
                channel.publish();
            }
            await().atMost(LONGEST_WAIT)
                    .untilAsserted(() ->
                            assertThat(channels)
                                    .allSatisfy(channel ->
                                            assertThat(Account.of(channel.node().id()).accepted())
                                                    .isEqualTo(1)));
            assertThat(channels)
                    .allSatisfy(
                            channel -> assertThat(ThingSpeak.requests(channel.id())).isEqualTo(1));
        } finally {
            second.stop();
            channels.forEach(TestChannel::remove);
        }
    }

    @Test
    void shouldGiveBackItsClaimsWhenItStops() throws SQLException {
        var second = new PollScheduler(directory, claims, channelPoll, source, metrics, config);
        ThingSpeak.spoil(tank.id(), 1, new JsonObject().put("kind", "delay").put("ms", 2_500));
        second.start();
        tank.publish();
        await().atMost(LONGEST_WAIT).until(() -> !leaseOwners().isEmpty());

        second.stop();

        awaitAccepted(1);
        await().atMost(LONGEST_WAIT).until(() -> leaseOwners().isEmpty());
    }

    private void awaitAccepted(long rows) {
        await().atMost(LONGEST_WAIT)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(Account.of(tank.node().id()).accepted()).isEqualTo(rows));
    }

    private void lockRow(Connection holder) throws SQLException {
        try (var lock =
                holder.prepareStatement(
                        "select 1 from polling.channel where node_id = ? for update")) {
            lock.setObject(1, tank.node().id());
            var _ = lock.executeQuery();
        }
    }

    /** Whether a writer of the service waited for a lock, and was cut off. */
    private static boolean cutWaitingConnections() throws SQLException {
        try (Connection runtime = EvaraServers.connectAsRuntime("polling");
                var cut =
                        runtime.prepareStatement(
                                """
                                select pg_terminate_backend(pid) from pg_stat_activity
                                where usename = current_user and wait_event_type = 'Lock'
                                    and query like '%from_missing%'
                                """);
                var rows = cut.executeQuery()) {
            return rows.next();
        }
    }

    private void takeLease(String owner, int seconds) throws SQLException {
        try (Connection runtime = EvaraServers.connectAsRuntime("polling");
                var take =
                        runtime.prepareStatement(
                                """
                                update polling.channel
                                set lease_owner = ?, next_due_at = statement_timestamp(),
                                    lease_until = statement_timestamp() + make_interval(secs => ?)
                                where node_id = ?
                                """)) {
            take.setString(1, owner);
            take.setInt(2, seconds);
            take.setObject(3, tank.node().id());
            assertThat(take.executeUpdate()).isEqualTo(1);
        }
    }

    private boolean isLeasedHere() throws SQLException {
        Set<String> owners = leaseOwners();
        return !owners.isEmpty() && !owners.contains("another replica");
    }

    private Set<String> leaseOwners() throws SQLException {
        Set<String> owners = new TreeSet<>();
        try (Connection runtime = EvaraServers.connectAsRuntime("polling");
                var look =
                        runtime.prepareStatement(
                                """
                                select lease_owner from polling.channel
                                where node_id = ? and lease_owner is not null
                                """)) {
            look.setObject(1, tank.node().id());
            try (var rows = look.executeQuery()) {
                while (rows.next()) {
                    boolean _ = owners.add(rows.getString(1));
                }
            }
        }
        return owners;
    }
}
