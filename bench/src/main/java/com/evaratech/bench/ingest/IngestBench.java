package com.evaratech.bench.ingest;

import com.evaratech.bench.fleet.Fleet;
import com.evaratech.bench.fleet.Progress;
import com.evaratech.bench.fleet.ServiceForm;
import com.evaratech.bench.fleet.Usage;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.profile.Profiling;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Percentiles;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.site.LiveListener;
import com.evaratech.bench.site.Site;
import com.evaratech.bench.site.Tank;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Sends readings through a packaged fleet with ten rules on every tank: in batches and one by one
 * as fast as they are taken, then three times as fast as they are worked off, then at a steady
 * pace; and gives PostgreSQL alone the same rows.
 */
public final class IngestBench {

    private static final double BATCHED_GOAL = 20_000;
    private static final double SINGLES_GOAL = 3_000;
    // What a machine of two cores of its own should do.
    private static final double BATCHED_AIM = 30_000;
    private static final double SINGLES_AIM = 6_000;
    private static final double OF_BARE_GOAL_PERCENT = 50;
    private static final double ARRIVAL_GOAL_MILLIS = 150;
    private static final double MILLION = 1e6;

    private static final int BATCH = 100;
    private static final int BATCH_CONNECTIONS = 12;
    private static final int SINGLE_CONNECTIONS = 100;
    private static final long WARM_BATCHED = 200_000;
    private static final long WARM_SINGLES = 25_000;
    // As fast as this was the turn before: code is compiled.
    private static final double STEADY = 1.05;
    private static final int BARE_ROWS = 500_000;
    private static final double BURST = 3;

    private final Report report;
    private final Length length;
    private final InstantSource clock = Clock.systemUTC();
    private Profiling profiling;

    /**
     * How long each part takes.
     *
     * @param warmUp a turn before each measurement; the services' code is compiled meanwhile
     * @param mostWarmUps of these turns
     * @param measured each measurement
     * @param burst how long more comes than is worked off
     */
    private record Length(Duration warmUp, int mostWarmUps, Duration measured, Duration burst) {

        static final Length SHORT =
                new Length(
                        Duration.ofSeconds(15), 4, Duration.ofSeconds(20), Duration.ofSeconds(10));
        static final Length LONG =
                new Length(
                        Duration.ofSeconds(30), 8, Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    public IngestBench(Report report, boolean isShort) {
        this.report = report;
        this.length = isShort ? Length.SHORT : Length.LONG;
        this.profiling = Profiling.of(false, report, Map.of());
    }

    /**
     * Measures, adding to the report.
     *
     * @param form of the services
     * @param isProfiled whether they are recorded, and what is hot in them told
     */
    public void run(ServiceForm form, boolean isProfiled)
            throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start()) {
            servers.keepCommitTimes();
            report.say("starting the fleet");
            try (var fleet = Fleet.start(servers, form);
                    var progress = new Progress(servers.connect())) {
                profiling = Profiling.of(isProfiled, report, fleet.services());
                String token = fleet.token("community_admin");
                // Long ago enough for the bench never to reach the present.
                Instant begin =
                        clock.instant().minus(Duration.ofDays(300)).truncatedTo(ChronoUnit.DAYS);
                List<Tank> tanks = Site.make(fleet, token, begin.minus(Duration.ofDays(1)));
                report.say("%d tanks with ten rules each".formatted(tanks.size()));
                var course = new Course(servers, fleet, progress, tanks);
                // In the order of time: what is late is not judged.
                Saturation.Seen batches =
                        saturate(
                                "batches",
                                WARM_BATCHED,
                                new Saturation(
                                        course,
                                        BATCH,
                                        BATCH_CONNECTIONS,
                                        ReadingTimes.from(begin, Saturation.STEP_MILLIS)));
                burst(course, BURST * batches.perSecond(), begin.plus(Duration.ofDays(200)));
                Saturation.Seen _ =
                        saturate(
                                "singles",
                                WARM_SINGLES,
                                new Saturation(
                                        course,
                                        1,
                                        SINGLE_CONNECTIONS,
                                        ReadingTimes.present(clock, tanks.size())));
                pace(course, token);
                compare(servers, batches.storedPerSecond());
            }
        }
    }

    private Saturation.Seen saturate(String name, long warmReadings, Saturation saturation)
            throws IOException, SQLException, InterruptedException {
        warmUp(name, warmReadings, saturation);
        profiling.begin();
        Saturation.Seen seen = saturation.run(length.measured());
        String prefix = "ingest." + name;
        boolean isBatched = name.equals("batches");
        report.add(
                Mark.atLeast(
                        prefix,
                        seen.perSecond(),
                        isBatched ? "readings/s" : "messages/s",
                        isBatched ? BATCHED_GOAL : SINGLES_GOAL));
        report.add(
                Mark.atLeast(
                        prefix + ".aim",
                        seen.perSecond(),
                        isBatched ? "readings/s" : "messages/s",
                        isBatched ? BATCHED_AIM : SINGLES_AIM));
        report.add(Mark.told(prefix + ".accepted", seen.acceptedPerSecond(), "readings/s"));
        report.add(Mark.told(prefix + ".stored", seen.storedPerSecond(), "readings/s"));
        report.add(Mark.told(prefix + ".refused", seen.refusals(), "answers"));
        report.say(
                "%s: %,.0f readings/s accepted, %,.0f stored, %,.0f stored and judged"
                        .formatted(
                                name,
                                seen.acceptedPerSecond(),
                                seen.storedPerSecond(),
                                seen.perSecond()));
        Usage.tell(report, prefix, seen.cpuSeconds(), seen.readings());
        profiling.end(name);
        return seen;
    }

    /** What comes faster than it can be worked off: kept, or sent again, and none of it lost. */
    private void burst(Course course, double readingsPerSecond, Instant begin)
            throws IOException, SQLException, InterruptedException {
        var burst = new Burst(course, BATCH, (int) (BURST * BATCH_CONNECTIONS));
        Burst.Seen seen = burst.run(length.burst(), readingsPerSecond, begin);
        report.add(Mark.told("ingest.burst.offered", readingsPerSecond, "readings/s"));
        report.add(Mark.told("ingest.burst.delivered", seen.deliveredSeconds(), "s"));
        report.add(Mark.told("ingest.burst.drained", seen.drainedSeconds(), "s"));
        report.add(Mark.told("ingest.burst.refused", seen.refusals(), "answers"));
        // Had any been lost, it would have been waited for until the bench gave up.
        report.add(Mark.atMost("ingest.burst.lost", seen.lost(), "readings", 0));
    }

    /** Until it gets no faster; by number too, for a machine with other work. */
    private void warmUp(String name, long readings, Saturation saturation)
            throws IOException, SQLException, InterruptedException {
        long warmed = 0;
        double before = 0;
        double rate = 0;
        for (int turn = 0;
                turn < length.mostWarmUps() && (warmed < readings || rate > before * STEADY);
                turn++) {
            Saturation.Seen seen = saturation.run(length.warmUp());
            warmed += seen.readings();
            before = rate;
            rate = seen.perSecond();
            report.say("%s, warming up: %,.0f readings/s".formatted(name, rate));
        }
    }

    private void pace(Course course, String token)
            throws IOException, SQLException, InterruptedException {
        try (var listener =
                new LiveListener(course.fleet(), token, List.of("readings", "alerts"))) {
            var load = new OpenLoad(course, listener, clock);
            var _ = load.run(length.warmUp());
            profiling.begin();
            Latencies seen = load.run(length.measured());
            Percentiles.tell(report, "ingest.paced.due-to-accepted", seen.untilAnswered());
            Percentiles.tell(report, "ingest.paced.due-to-stored", seen.untilStored());
            Percentiles.tell(report, "ingest.paced.accepted-to-stored", seen.storedBehindAnswer());
            Percentiles.tell(report, "ingest.paced.due-to-websocket", seen.untilArrived());
            Percentiles.tell(
                    report,
                    "ingest.paced.accepted-to-websocket",
                    seen.arrivedBehindAnswer(),
                    ARRIVAL_GOAL_MILLIS);
            Usage.tell(report, "ingest.paced", seen.cpuSeconds(), seen.count());
            profiling.end("paced");
        }
    }

    private void compare(BenchServers servers, double storedPerSecond)
            throws SQLException, IOException {
        var bare = new Bare(servers, BARE_ROWS);
        // The first one warms up.
        Bare.Cost _ = bare.insert();
        Bare.Cost insert = bare.insert();
        bare("insert", insert);
        report.add(
                Mark.atLeast(
                        "ingest.batches.of-bare-insert",
                        100 * storedPerSecond / insert.perSecond(),
                        "%",
                        OF_BARE_GOAL_PERCENT));
        bare("copy", bare.copy());
    }

    private void bare(String name, Bare.Cost cost) {
        String prefix = "ingest.bare." + name;
        report.add(Mark.told(prefix, cost.perSecond(), "readings/s"));
        report.add(
                Mark.told(
                        prefix + ".cpu.postgresql",
                        cost.postgresSeconds() * MILLION / cost.rows(),
                        "s/million"));
        report.add(
                Mark.told(
                        prefix + ".cpu.client",
                        cost.clientSeconds() * MILLION / cost.rows(),
                        "s/million"));
    }
}
