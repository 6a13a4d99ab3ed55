package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.Account;
import com.evaratech.poller.fixture.Published;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.ThingSpeak.Row;
import com.evaratech.poller.fixture.WithThingSpeak;
import com.evaratech.poller.history.HistoryImports;
import com.evaratech.poller.mapping.PolledChannels;
import com.evaratech.poller.source.PoliteSource;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Three replicas share channels, and die at random: from one moment on nothing that they do reaches
 * the database, so that claims stay taken and pages stay published without their cursor.
 */
@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class KilledReplicasIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int CHANNELS = 60;
    private static final int KILLS = 8;
    private static final int ROWS_OF_A_WAVE = 4;

    @Inject InstantSource clock;
    @Inject Directory directory;
    @Inject DataSource database;

    private final List<TestChannel> channels = new ArrayList<>();
    private final List<AtomicBoolean> replicas = new ArrayList<>();
    private final List<PollScheduler> all = new ArrayList<>();

    @AfterEach
    void endPolling() {
        all.forEach(PollScheduler::stop);
        channels.forEach(TestChannel::remove);
    }

    @Test
    void shouldAccountForEveryRowOnceHoweverReplicasDie() throws SQLException {
        TestDirectory.markComplete();
        var random = new Random(11);
        Instant start = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
        for (int i = 0; i < CHANNELS; i++) {
            TestChannel channel = TestChannel.tank();
            channels.add(channel);
            ThingSpeak.create(channel.id());
            channel.publish();
        }
        IntStream.range(0, 3).forEach(_ -> begin());
        for (int kill = 0; kill < KILLS; kill++) {
            List<Row> wave = wave(start.plusSeconds(100L * kill));
            for (int i = 0; i < CHANNELS; i++) {
                ThingSpeak.add(channels.get(i).id(), wave);
                if (i == random.nextInt(CHANNELS)) {
                    replicas.remove(random.nextInt(replicas.size())).set(true);
                    begin();
                }
            }
            replicas.remove(random.nextInt(replicas.size())).set(true);
            begin();
            endLeasesSoon();
        }

        int rows = KILLS * ROWS_OF_A_WAVE;
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() ->
                        assertThat(channels)
                                .allSatisfy(channel -> {
                                    Account account = Account.of(channel.node().id());
                                    assertThat(account.fetched()).isEqualTo(rows);
                                    assertThat(account.accepted()).isEqualTo(rows);
                                    assertThat(account.entryId()).isEqualTo(rows);
                                }));
        assertThat(channels)
                .allSatisfy(channel ->
                        assertThat(
                                        Published.readings(channel.node().number()).stream()
                                                .map(Reading::recordedAt)
                                                .distinct())
                                .hasSize(rows));
    }

    private static List<Row> wave(Instant first) {
        return IntStream.range(0, ROWS_OF_A_WAVE)
                .mapToObj(second -> new Row(first.plusSeconds(second), "100", "3.7"))
                .toList();
    }

    private void begin() {
        var isDead = new AtomicBoolean();
        var metrics = bean(PollMetrics.class);
        var outlet = bean(Outlet.class);
        var config = bean(PollingConfig.class);
        var intake = new Intake(outlet, new MortalCursors(database, isDead), metrics, clock);
        var background =
                new Background(
                        intake,
                        outlet,
                        bean(HistoryImports.class),
                        bean(ClaimRepository.class),
                        metrics,
                        clock,
                        config);
        var poll =
                new ChannelPoll(
                        bean(PolledChannels.class),
                        bean(PoliteSource.class),
                        intake,
                        outlet,
                        background,
                        bean(Tracer.class),
                        clock);
        var claims = new MortalClaims(database, isDead);
        var scheduler =
                new PollScheduler(
                        directory, claims, poll, bean(PoliteSource.class), metrics, config);
        scheduler.start();
        all.add(scheduler);
        replicas.add(isDead);
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    /** What the dead have claimed need not be waited for longer than the test has time. */
    private static void endLeasesSoon() throws SQLException {
        try (Connection runtime = EvaraServers.connectAsRuntime("polling");
                var statement =
                        runtime.prepareStatement(
                                """
                                update polling.channel
                                set lease_until = least(lease_until,
                                    statement_timestamp() + interval '1 second')
                                where lease_until is not null
                                """)) {
            int _ = statement.executeUpdate();
        }
    }

    private static void requireAlive(AtomicBoolean isDead) throws SQLException {
        if (isDead.get()) {
            throw new SQLException("died", "08006");
        }
    }

    private static final class MortalCursors extends CursorRepository {

        private final AtomicBoolean isDead;

        MortalCursors(DataSource database, AtomicBoolean isDead) {
            super(database);
            this.isDead = isDead;
        }

        @Override
        boolean write(Written written) throws SQLException, InterruptedException {
            requireAlive(isDead);
            return super.write(written);
        }
    }

    private static final class MortalClaims extends ClaimRepository {

        private final AtomicBoolean isDead;

        MortalClaims(DataSource database, AtomicBoolean isDead) {
            super(database);
            this.isDead = isDead;
        }

        @Override
        List<Claim> claim(String owner, int most, int mostOfAll, Duration lease)
                throws SQLException {
            requireAlive(isDead);
            return super.claim(owner, most, mostOfAll, lease);
        }

        @Override
        void putBack(Collection<Claim> left) throws SQLException {
            requireAlive(isDead);
            super.putBack(left);
        }
    }
}
