package com.evaratech.bench.registry;

import com.evaratech.bench.fleet.NodeService;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.profile.Profiling;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Percentiles;
import com.evaratech.bench.report.Report;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.process.ProcessCost;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Some thousands of 100,000 nodes fall silent one after the other, while all others go on to report
 * once a minute and their source's heartbeats come once a second: how long after the end of its
 * patience each one's status is committed.
 */
final class SilenceBench {

    private static final String MARK = "registry.silence";
    private static final double GOAL_SECONDS = 3;
    private static final int EACH_SECOND = 100;
    private static final Duration APART = Duration.ofSeconds(1).dividedBy(EACH_SECOND);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int SECOND_TICKS = 10;
    private static final int MINUTE_TICKS = 600;

    /** Readings and heartbeats alone, and then as much silence as is measured, uncounted. */
    private static final int LEAD_SECONDS = 15;

    /** Until all rows are written, and until everything that reports is compiled. */
    private static final int WRITING_SECONDS = 60;

    private static final int PATIENCE_SECONDS = 60;

    // Longer than the patience of a node: else all would be given theirs anew when they begin.
    private static final Duration BEATS_BEFORE = Duration.ofMinutes(5);
    private static final Duration BEATS_APART = Duration.ofSeconds(9);

    private final Report report;
    private final int seconds;
    private final InstantSource clock = InstantSource.system();

    /**
     * Adding to a report.
     *
     * @param isShort whether twenty seconds are enough, not a minute
     */
    SilenceBench(Report report, boolean isShort) {
        this.report = report;
        this.seconds = isShort ? 20 : 60;
    }

    /**
     * Measures.
     *
     * @param isProfiled whether the service is recorded, and what is hot in it told
     */
    void run(boolean isProfiled) throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start()) {
            servers.keepCommitTimes();
            try (var service = NodeService.start(servers);
                    var admin = servers.connect(DatabaseRoles.DATABASE);
                    var devices = new Devices(servers)) {
                report.say("making 100,000 nodes that report");
                Tree.make(admin);
                var tree = new WatchedTree(admin);
                Instant now = now();
                Instant begin = now.plusSeconds(WRITING_SECONDS);
                int stopped = (LEAD_SECONDS + seconds) * EACH_SECOND;
                tree.see(stopped, now, begin, APART);
                beatUntilNow(devices);
                if (now().isAfter(begin)) {
                    throw new IllegalStateException("it took too long to write all nodes");
                }
                var reporting = tree.reporting();
                var profiling = Profiling.of(isProfiled, report, service.process());
                Duration before = cpu(service);
                Duration databaseBefore = servers.postgresCpu();
                long begun = System.nanoTime();
                profiling.begin();
                play(devices, tree, reporting, begin, stopped);
                profiling.end("silence");
                double took = (System.nanoTime() - begun) / 1e9;
                tell(tree, begin.plusSeconds(LEAD_SECONDS));
                tellCpu("cpu", cpu(service).minus(before), took);
                tellCpu("cpu.postgres", servers.postgresCpu().minus(databaseBefore), took);
            }
        }
    }

    private void beatUntilNow(Devices devices) {
        Instant end = now();
        for (Instant at = end.minus(BEATS_BEFORE); at.isBefore(end); at = at.plus(BEATS_APART)) {
            devices.beat(at);
        }
        devices.beat(end);
    }

    /** Until all who fall silent are known to be. */
    private void play(
            Devices devices, WatchedTree tree, List<Long> reporting, Instant begin, int stopped)
            throws SQLException, InterruptedException {
        Instant last = begin.plus(APART.multipliedBy(stopped));
        Instant end = last.plusSeconds(PATIENCE_SECONDS);
        report.say("%,d of them fall silent, %d a second".formatted(stopped, EACH_SECOND));
        long begun = System.nanoTime();
        for (int tick = 0; ; tick++) {
            long due = begun + tick * TICK.toNanos();
            Pause.of(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            Instant now = now();
            devices.report(part(reporting, tick % MINUTE_TICKS), now);
            if (tick % SECOND_TICKS == 0) {
                devices.beat(now);
                if (now.isAfter(last) && tree.told() == stopped) {
                    return;
                }
                if (now.isAfter(end)) {
                    throw new IllegalStateException(
                            "%d of %d are known to be silent".formatted(tree.told(), stopped));
                }
            }
        }
    }

    private void tell(WatchedTree tree, Instant from) throws SQLException {
        var micros = tree.late(from);
        long expected = (long) seconds * EACH_SECOND;
        if (micros.getTotalCount() != expected) {
            throw new IllegalStateException(
                    "%d of %d are silent since their patience ended"
                            .formatted(micros.getTotalCount(), expected));
        }
        Percentiles.tell(report, MARK + ".deadline-to-committed", micros);
        report.add(Mark.atMost(MARK + ".late", micros.getMaxValue() / 1e6, "s", GOAL_SECONDS));
    }

    private void tellCpu(String name, Duration cpu, double took) {
        report.add(Mark.told(MARK + "." + name, cpu.toMillis() / 10.0 / took, "% of a core"));
    }

    private static Duration cpu(NodeService service) throws IOException {
        return ProcessCost.cpu(service.process().values().iterator().next());
    }

    private static List<Long> part(List<Long> all, int tick) {
        int from = (int) ((long) all.size() * tick / MINUTE_TICKS);
        return all.subList(from, (int) ((long) all.size() * (tick + 1) / MINUTE_TICKS));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
