package com.evaratech.bench.alerts.faults;

import com.evaratech.bench.alerts.large.LargeFleet;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.DatabaseRoles;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two replicas of alert-service judge and tell while one after the other is killed, or hangs and
 * comes back when the other has taken its place. Then each alert must be there once, told once on
 * the stream and at least once to a receiver, as the readings would have it, and in their order.
 */
public final class AlertProof {

    private static final int NODES = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    // Longer than a lease: the other one takes over what it has.
    private static final Duration HANGS = Duration.ofSeconds(20);
    private static final int LONGEST_PAUSE_MILLIS = 4_000;

    private final Report report;
    private final int rounds;
    private final Random random;
    private final InstantSource clock = InstantSource.system();

    /** A proof; the seed decides when faults come. */
    public AlertProof(Report report, boolean isShort, long seed) {
        this.report = report;
        this.rounds = isShort ? 2 : 10;
        this.random = new Random(seed);
    }

    /** Runs it, adding its marks to the report. */
    public void run() throws IOException, SQLException, InterruptedException {
        Instant begin = clock.instant().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS);
        String ring = Secrets.keyRing("proof", Secrets.generate());
        try (var servers = BenchServers.start();
                var _ = new LargeFleet(servers, NODES, begin);
                var inbox = new Inbox()) {
            report.say("starting two replicas");
            try (var replicas = Replicas.start(servers, ring);
                    var admin = servers.connect(DatabaseRoles.DATABASE)) {
                var kept = new Kept(admin);
                kept.addRules();
                kept.addRoute(inbox.url(), ring);
                try (var waves = new Waves(servers, NODES, begin)) {
                    for (int round = 1; round <= rounds; round++) {
                        report.say("round %d of %d".formatted(round, rounds));
                        hurt(replicas);
                    }
                    judge(servers, kept, inbox, waves.end());
                }
            }
        }
    }

    private void hurt(Replicas replicas) throws IOException, InterruptedException {
        pause();
        replicas.killOne();
        pause();
        replicas.replace();
        pause();
        replicas.suspendOne();
        Pause.of(HANGS);
        replicas.resume();
    }

    private void pause() throws InterruptedException {
        Pause.of(Duration.ofMillis(1_000 + random.nextInt(LONGEST_PAUSE_MILLIS)));
    }

    private void judge(BenchServers servers, Kept kept, Inbox inbox, Map<Key, List<Life>> expected)
            throws SQLException, InterruptedException {
        int alerts = expected.values().stream().mapToInt(List::size).sum();
        long open =
                expected.values().stream()
                        .flatMap(List::stream)
                        .filter(life -> life.end() == null)
                        .count();
        // What is missing then is told by the marks.
        boolean _ = Pause.until(PATIENCE, () -> kept.isQuiet(alerts, open));
        Outcome.of(expected, kept.lives()).tell(report, "alerts.faults.kept", "alerts");
        var events = Events.expected(expected);
        Outcome.of(events, Events.onTheStream(servers))
                .tell(report, "alerts.faults.stream", "events");
        tellOfReceiver(Outcome.of(events, Events.of(inbox.told())), inbox);
        report.add(Mark.told("alerts.faults.alerts", alerts, "alerts"));
    }

    /** The order of one alert is promised; of a node's next alert it is only tried for. */
    private void tellOfReceiver(Outcome outcome, Inbox inbox) {
        report.add(Mark.atMost("alerts.faults.told.missing", outcome.missing(), "events", 0));
        report.add(Mark.atMost("alerts.faults.told.extra", outcome.extra(), "events", 0));
        report.add(Mark.atMost("alerts.faults.told.disordered", inbox.disordered(), "alerts", 0));
        report.add(
                Mark.told("alerts.faults.told.overtaken", outcome.disordered(), "nodes and rules"));
        report.add(
                Mark.told(
                        "alerts.faults.told.again",
                        inbox.requests() - inbox.told().size(),
                        "requests"));
    }
}
