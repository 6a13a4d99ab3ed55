package com.evaratech.local.launcher.it.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.evaratech.local.launcher.fleet.Endpoint;
import com.evaratech.local.launcher.it.Away;
import com.evaratech.local.launcher.it.LocalFleet;
import com.evaratech.local.launcher.it.PackagedFleet;
import com.evaratech.local.launcher.it.Ran;
import com.evaratech.local.process.OrderlyStop;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Recordings with every quirk of real channels, polled by a packaged fleet, and an exact account of
 * every row: fetched = stored + merged + duplicate + conflict + rejected by reason; values as they
 * must be; the alerts that the rows mean, and no others.
 *
 * <p>A page whose cursor was not moved because something died is published again, and rows that are
 * there already become duplicates, or conflicts once more. So when processes are killed, exact are
 * still: what the poller says (it is written with the cursor), what is stored and its values, how
 * much was stored and merged (both happen to a row only once), alerts and what was told of them.
 * And as many samples have become something as are on the bus, each outcome as often as the order
 * on the bus makes it happen. Meanwhile a device sends over HTTP, each reading until it is taken.
 */
class RecordingsIT {

    @RegisterExtension static final PackagedFleet PACKAGED = new PackagedFleet();

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int COPIES = 2;

    /** The poller first: what it had claimed is left alone for a while, in which the others die. */
    private static final List<String> VICTIMS =
            List.of(
                    "thingspeak-poller",
                    "redis",
                    "telemetry-service",
                    "postgres",
                    "alert-service",
                    "node-service",
                    "gateway-service");

    private static Stage stage;

    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    private final LocalFleet fleet = PACKAGED.get();
    private final Bus bus = new Bus(fleet);

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        stage = Stage.open();
        Ran _ =
                PACKAGED.get()
                        .with("THINGSPEAK_URL", stage.url())
                        .with("THINGSPEAK_RATE_LIMIT", "6000")
                        .with("EVARA_POLLING_LEASE", "30s")
                        .with("EVARA_POLLING_TURN", "5s")
                        .start();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void shouldAccountForEveryRow() throws IOException, InterruptedException {
        Run run = Run.of(fleet, stage, Fixtures.devices(now), "calm", now);

        Account account = Account.of(fleet, run, now);

        playAll(run);

        assertAccounted(account);
    }

    @Test
    void shouldAccountForEveryRowOfRealRecordings() throws IOException, InterruptedException {
        Optional<Path> folder = RealRecordings.folder();
        assumeTrue(folder.isPresent(), "no recordings beside the repository");
        List<Device> devices = RealRecordings.devices(folder.orElseThrow(), now);
        Run run = Run.of(fleet, stage, devices, "real", now);

        Account account = Account.of(fleet, run, now);

        playAll(run);

        assertAccounted(account);
    }

    @Test
    void shouldAccountForEveryRowWhenEachProcessIsKilledInMidFlow()
            throws IOException, InterruptedException {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            devices.addAll(Fixtures.devices(now));
        }
        Run run = Run.of(fleet, stage, devices, "kill", now);
        Account account = Account.of(fleet, run, now);
        run.map();
        run.playUntilCleared();
        SteadyDevice device = SteadyDevice.start(fleet, now);

        double slice = 1.0 / (2 * VICTIMS.size() + 1);
        double left = 1;
        for (String victim : VICTIMS) {
            // The poller's claim of a channel outlives it: the others must not wait for that one.
            long channel = run.channel(victim.equals(VICTIMS.getFirst()) ? 0 : 1);
            left -= slice;
            if (victim.equals("postgres")) {
                killBetweenBusAndCursor(run, channel, left);
                left -= slice;
            } else {
                long killed = killInMidFlow(victim, run, channel, left);
                left -= slice;
                run.playUntil(left);
                awaitBack(victim, killed);
            }
        }
        run.playAll();

        run.awaitRead();
        device.awaitAccounted();
        account.assertPolled();
        assertAccountedWithRepetitions(account);
        account.assertStored();
        account.awaitAlerts();
        account.awaitAlertsTold(bus);
    }

    private void assertAccountedWithRepetitions(Account account)
            throws IOException, InterruptedException {
        Tally once = account.expected();
        Tally before = new Tally(account.outcomesBefore());
        Tally published = published();
        account.awaitOutcomes(published.all() - before.all());
        var outcomes = new Tally(account.outcomes());

        var all = new Tally(account.outcomesBefore());
        all.addOutcomes(outcomes);
        assertThat(all.outcomes()).isEqualTo(published.outcomes());
        assertThat(outcomes.of("stored")).isEqualTo(once.of("stored"));
        assertThat(outcomes.of("merged")).isEqualTo(once.of("merged"));
        assertThat(outcomes.of("duplicate")).isGreaterThanOrEqualTo(once.of("duplicate"));
        assertThat(outcomes.of("conflict")).isGreaterThanOrEqualTo(once.of("conflict"));
        // Something was published twice, or this test would not tell anything of it.
        assertThat(outcomes.all()).isGreaterThan(once.all());
    }

    private static void playAll(Run run) throws IOException, InterruptedException {
        run.map();
        run.playUntilCleared();
        run.playAll();
        run.awaitRead();
    }

    private void assertAccounted(Account account) throws IOException, InterruptedException {
        account.assertPolled();
        account.awaitOutcomes(account.expected().all());
        assertThat(account.outcomes()).isEqualTo(account.expected().outcomes());
        account.assertStored();
        account.awaitAlerts();
        account.awaitAlertsTold(bus);
    }

    /**
     * Kills while an answer with rows that nobody has is on its way to the poller.
     *
     * @return the process that was killed
     */
    private long killInMidFlow(String victim, Run run, long channel, double left)
            throws IOException {
        ProcessHandle process = ProcessHandle.of(fleet.pid(victim)).orElseThrow();
        try (Stage.Delay _ = stage.delay(channel, Duration.ofSeconds(1))) {
            playAndAwaitPoll(run, channel, left);
            assertThat(OrderlyStop.kill(process)).isEqualTo(OrderlyStop.Outcome.KILLED);
        }
        return process.pid();
    }

    /** PostgreSQL is away while a page gets to the bus, so its cursor cannot be moved. */
    private void killBetweenBusAndCursor(Run run, long channel, double left) throws IOException {
        try (Stage.Delay _ = stage.delay(channel, Duration.ofSeconds(5))) {
            playAndAwaitPoll(run, channel, left);
            try (Away _ = Away.of(fleet, "postgres")) {
                long published = published().all();
                await().atMost(PATIENCE).until(() -> published().all() > published);
            }
        }
    }

    private void playAndAwaitPoll(Run run, long channel, double left) {
        run.playUntil(left);
        long requests = stage.requests(channel);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stage.requests(channel) > requests);
    }

    private Tally published() throws IOException {
        var published = new Tally();
        bus.tallies().forEach(published::addOutcomes);
        return published;
    }

    private void awaitBack(String victim, long killed) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> fleet.pid(victim) != killed && isReady(victim));
    }

    private boolean isReady(String part) throws IOException, InterruptedException {
        @Nullable String management = fleet.part(part).path("management").textValue();
        if (management == null) {
            return true; // a server, which is recorded once it answers
        }
        try {
            return fleet.send(HttpRequest.newBuilder(Endpoint.readyAt(management))).statusCode()
                    == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }
}
