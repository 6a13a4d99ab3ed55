package com.evaratech.bench.alerts.speed;

import com.evaratech.bench.fleet.Fleet;
import com.evaratech.bench.fleet.OpenedAlerts;
import com.evaratech.bench.fleet.Progress;
import com.evaratech.bench.fleet.ServiceForm;
import com.evaratech.bench.fleet.Usage;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.profile.Profiling;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.site.LiveListener;
import com.evaratech.bench.site.Site;
import com.evaratech.bench.site.Tank;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Sends 5,000 readings a second through a packaged fleet with ten rules on every tank. */
public final class SpeedBench {

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
     * @param form of the services
     * @param isProfiled whether they are recorded, and what is hot in them told
     */
    public void run(ServiceForm form, boolean isProfiled)
            throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start()) {
            servers.keepCommitTimes();
            report.say("starting the fleet");
            try (var fleet = Fleet.start(servers, form);
                    var progress = new Progress(servers.connect());
                    var alerts = new OpenedAlerts(servers.connect())) {
                String token = fleet.token("community_admin");
                Instant yesterday =
                        clock.instant().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
                List<Tank> tanks = Site.make(fleet, token, yesterday);
                var expected = new ExpectedAlerts(tanks);
                for (Tank tank : tanks) {
                    var _ = expected.of(tank, Site.first(tank, yesterday));
                }
                // What these open is none of what is measured.
                progress.awaitStored(tanks.size());
                progress.awaitJudged();
                try (var listener = new LiveListener(fleet, token, List.of("alerts"))) {
                    var load =
                            new AlertLoad(
                                    servers, fleet, tanks, listener, alerts, progress, expected);
                    report.say("warming up");
                    var _ = load.run(length.warmUp());
                    report.say("measuring");
                    var profiling = Profiling.of(isProfiled, report, fleet.services());
                    profiling.begin();
                    Usage before = Usage.now(fleet, servers);
                    SeenAlerts seen = load.run(length.measured());
                    seen.tell(report);
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
}
