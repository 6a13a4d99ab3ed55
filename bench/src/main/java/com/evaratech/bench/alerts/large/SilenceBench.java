package com.evaratech.bench.alerts.large;

import com.evaratech.bench.fleet.AlertService;
import com.evaratech.bench.fleet.OpenedAlerts;
import com.evaratech.bench.fleet.ServiceForm;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Lets nodes of a large fleet fall silent, as the registry tells of it, one after the other, while
 * the others go on to report: how long after its deadline each one's alert is committed.
 */
public final class SilenceBench {

    private static final double GOAL_SECONDS = 5;
    private static final Duration AFTER = Duration.ofSeconds(20);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MINUTE_TICKS = 600;

    private final Report report;
    private final Length length;
    private final InstantSource clock = InstantSource.system();

    /**
     * How much happens.
     *
     * @param nodes of the fleet, each of which reports once a minute
     * @param silent how many of them fall silent
     * @param ticks tenths of a second over which they do
     */
    record Length(int nodes, int silent, int ticks) {

        static final Length SHORT = new Length(20_000, 2_000, MINUTE_TICKS / 6);
        static final Length LONG = new Length(100_000, 10_000, MINUTE_TICKS);
    }

    public SilenceBench(Report report, boolean isShort) {
        this(report, isShort ? Length.SHORT : Length.LONG);
    }

    SilenceBench(Report report, Length length) {
        this.report = report;
        this.length = length;
    }

    /**
     * Measures, adding to the report.
     *
     * @param form of the service
     * @param isProfiled whether it is recorded, and what is hot in it told
     */
    public void run(ServiceForm form, boolean isProfiled)
            throws IOException, SQLException, InterruptedException {
        Instant begin = clock.instant().minus(Duration.ofHours(1));
        try (var servers = BenchServers.start()) {
            servers.keepCommitTimes();
            try (var fleet = new LargeFleet(servers, length.nodes(), begin);
                    var service = AlertService.start(servers, form);
                    var admin = servers.connect(DatabaseRoles.DATABASE)) {
                service.stop();
                report.say("the service is " + service.what());
                report.say("writing states of %,d nodes".formatted(length.nodes()));
                var states = new StoredStates(admin, length.nodes());
                states.writeRules();
                states.write(begin);
                states.writeSilence((int) AFTER.toSeconds());
                try (var alerts = new OpenedAlerts(servers.connect(DatabaseRoles.DATABASE));
                        var readings = new Readings(servers)) {
                    service.startAgain();
                    measure(isProfiled, fleet, service, readings, alerts);
                }
            }
        }
    }

    private void measure(
            boolean isProfiled,
            LargeFleet fleet,
            AlertService service,
            Readings readings,
            OpenedAlerts alerts)
            throws IOException, SQLException, InterruptedException {
        report.say(
                "%,d nodes fall silent within %d s"
                        .formatted(length.silent(), length.ticks() / 10));
        var profiling =
                Profiling.of(isProfiled, report, Map.of(AlertService.NAME, service.process()));
        profiling.begin();
        Duration before = ProcessCost.cpu(service.process());
        long begun = System.nanoTime();
        fallSilent(fleet, readings);
        if (!Pause.until(PATIENCE, () -> alerts.count() >= length.silent())) {
            throw new IllegalStateException(
                    "%d of %d alerts opened".formatted(alerts.count(), length.silent()));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cpu = ProcessCost.cpu(service.process()).minus(before).toMillis() / 1e3;
        profiling.end("silence");
        var micros = new Histogram(3);
        for (var alert : alerts.all()) {
            Instant deadline = alert.since().plus(AFTER);
            micros.recordValue(Math.max(0, ChronoUnit.MICROS.between(deadline, alert.committed())));
        }
        Percentiles.tell(report, "alerts.silence.deadline-to-committed", micros);
        report.add(
                Mark.atMost("alerts.silence.late", micros.getMaxValue() / 1e6, "s", GOAL_SECONDS));
        report.add(Mark.told("alerts.silence.cpu", 100 * cpu / seconds, "% of a core"));
    }

    private void fallSilent(LargeFleet fleet, Readings readings) throws InterruptedException {
        List<Integer> silent = fleet.spread(length.silent());
        var reporting = new ArrayList<>(fleet.spread(length.nodes()));
        reporting.removeAll(Set.copyOf(silent));
        long begun = System.nanoTime();
        for (int tick = 0; tick < length.ticks(); tick++) {
            long due = begun + tick * TICK.toNanos();
            Pause.of(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            fleet.fallSilent(part(silent, tick, length.ticks()), now);
            readings.send(
                    part(reporting, tick % MINUTE_TICKS, MINUTE_TICKS), Readings.USUAL_CM, now);
        }
    }

    private static List<Integer> part(List<Integer> all, int place, int parts) {
        int from = (int) ((long) all.size() * place / parts);
        return all.subList(from, (int) ((long) all.size() * (place + 1) / parts));
    }
}
