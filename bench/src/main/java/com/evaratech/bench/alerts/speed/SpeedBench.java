package com.evaratech.bench.alerts.speed;

import com.evaratech.bench.fleet.Fleet;
import com.evaratech.bench.fleet.OpenedAlerts;
import com.evaratech.bench.fleet.Progress;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Sends 5,000 readings a second through a packaged fleet with ten rules on every tank. */
public final class SpeedBench {

    private static final double COMMITTED_GOAL_MILLIS = 75;
    private static final double TOLD_GOAL_MILLIS = 100;

    private final Report report;
    private final Length length;
    private final InstantSource clock = InstantSource.system();

    /**
     * How long is sent.
     *
     * @param warmUp before it is measured; the services' code is compiled meanwhile
     * @param measured what counts
     */
    private record Length(Duration warmUp, Duration measured) {

        static final Length SHORT = new Length(Duration.ofSeconds(60), Duration.ofSeconds(30));
        static final Length LONG = new Length(Duration.ofSeconds(120), Duration.ofSeconds(60));
    }

    public SpeedBench(Report report, boolean isShort) {
        this.report = report;
        this.length = isShort ? Length.SHORT : Length.LONG;
    }

    /**
     * Measures, adding to the report.
     *
     * @param isProfiled whether the services are recorded, and what is hot in them told
     */
    public void run(boolean isProfiled) throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start()) {
            servers.keepCommitTimes();
            report.say("starting the fleet");
            try (var fleet = Fleet.start(servers, false);
                    var progress = new Progress(servers.connect());
                    var alerts = new OpenedAlerts(servers.connect())) {
                String token = fleet.token("community_admin");
                List<Tank> tanks =
                        Site.make(fleet, token, clock.instant().minus(Duration.ofDays(1)));
                try (var listener = new LiveListener(fleet, token)) {
                    var load = new AlertLoad(fleet, tanks, listener, alerts, progress, clock);
                    report.say("warming up");
                    var _ = load.run(length.warmUp());
                    var profiling = Profiling.of(isProfiled, report, fleet.services());
                    profiling.begin();
                    Usage before = Usage.now(fleet, servers);
                    AlertLoad.Seen seen = load.run(length.measured());
                    tell(seen);
                    Usage.tell(
                            report,
                            "alerts.speed",
                            Usage.now(fleet, servers).secondsSince(before),
                            seen.readings());
                    profiling.end("speed");
                }
            }
        }
    }

    private void tell(AlertLoad.Seen seen) {
        double seconds = length.measured().toSeconds();
        report.add(Mark.told("alerts.speed.readings", seen.readings() / seconds, "readings/s"));
        report.add(
                Mark.told(
                        "alerts.speed.alerts",
                        seen.untilCommitted().getTotalCount() / seconds,
                        "alerts/s"));
        Percentiles.tell(report, "alerts.speed.due-to-accepted", seen.untilAccepted());
        Percentiles.tell(
                report,
                "alerts.speed.accepted-to-committed",
                seen.untilCommitted(),
                COMMITTED_GOAL_MILLIS);
        Percentiles.tell(
                report, "alerts.speed.accepted-to-websocket", seen.untilTold(), TOLD_GOAL_MILLIS);
    }
}
