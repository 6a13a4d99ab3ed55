package com.evaratech.bench.alerts.offline;

import com.evaratech.bench.fleet.Fleet;
import com.evaratech.bench.fleet.OpenedAlerts;
import com.evaratech.bench.fleet.OpenedAlerts.Opened;
import com.evaratech.bench.fleet.Progress;
import com.evaratech.bench.fleet.ServiceForm;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Percentiles;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.site.Door;
import com.evaratech.bench.site.Site;
import com.evaratech.bench.site.Tank;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/**
 * Devices of a packaged fleet send their last readings, one after the other, and nothing more. What
 * counts is how long after its deadline each one's alert is committed: the last reading's time, the
 * node's patience and the rule's own wait. That the registry notices it is part of it.
 */
public final class OfflineBench {

    private static final double GOAL_SECONDS = 5;

    // The least that a node may have.
    private static final Duration NODE_PATIENCE = Duration.ofMinutes(3);
    private static final Duration AFTER = Duration.ofSeconds(10);
    private static final Duration APART = Duration.ofMillis(200);
    private static final Duration PATIENCE = NODE_PATIENCE.plus(AFTER).plusSeconds(60);

    private final Report report;
    private final InstantSource clock = InstantSource.system();

    public OfflineBench(Report report) {
        this.report = report;
    }

    /**
     * Measures, adding to the report.
     *
     * @param form of the services
     */
    public void run(ServiceForm form) throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start()) {
            servers.keepCommitTimes();
            report.say("starting the fleet");
            try (var fleet = Fleet.start(servers, form);
                    var progress = new Progress(servers.connect());
                    var alerts = new OpenedAlerts(servers.connect())) {
                String token = fleet.token("community_admin");
                List<Tank> tanks = Site.make(fleet, token, now().minus(1, ChronoUnit.DAYS));
                // They report, so that the rule finds none of them silent since yesterday.
                var _ = send(fleet, tanks, Duration.ZERO);
                Site.addSilence(fleet, token, AFTER);
                report.say("%d devices send their last readings".formatted(tanks.size()));
                Map<UUID, Instant> last = send(fleet, tanks, APART);
                progress.awaitStored(3L * tanks.size());
                progress.awaitJudged();
                // What these readings opened is none of what is measured.
                alerts.forget();
                report.say("waiting for %d s".formatted(NODE_PATIENCE.plus(AFTER).toSeconds()));
                boolean isDone = Pause.until(PATIENCE, () -> alerts.count() >= tanks.size());
                tell(last, alerts.all(), isDone);
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A reading of each; when each was measured. */
    private Map<UUID, Instant> send(Fleet fleet, List<Tank> tanks, Duration apart)
            throws IOException, InterruptedException {
        Map<UUID, Instant> times = new HashMap<>();
        try (var door = new Door(fleet.port())) {
            for (Tank tank : tanks) {
                Instant at = now();
                int _ = door.deliver(tank.request(0, 1, at, 0));
                times.put(UUID.fromString(tank.id()), at);
                Pause.of(apart);
            }
        }
        return times;
    }

    private void tell(Map<UUID, Instant> last, List<Opened> opened, boolean isDone) {
        var micros = new Histogram(3);
        int early = 0;
        for (Opened alert : opened) {
            Instant reading = last.get(alert.nodeId());
            if (reading != null) {
                Instant deadline = reading.plus(NODE_PATIENCE).plus(AFTER);
                long late = ChronoUnit.MICROS.between(deadline, alert.committed());
                early += late < 0 ? 1 : 0;
                micros.recordValue(Math.max(0, late));
            }
        }
        int missing = isDone ? 0 : last.size() - opened.size();
        report.add(Mark.atMost("alerts.offline.missing", missing, "alerts", 0));
        report.add(Mark.atMost("alerts.offline.early", early, "alerts", 0));
        Percentiles.tell(report, "alerts.offline.deadline-to-committed", micros);
        report.add(
                Mark.atMost("alerts.offline.late", micros.getMaxValue() / 1e6, "s", GOAL_SECONDS));
    }
}
