package com.evaratech.bench.alerts.large;

import com.evaratech.bench.fleet.AlertService;
import com.evaratech.bench.fleet.OpenedAlerts;
import com.evaratech.bench.fleet.ServiceForm;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.process.ProcessCost;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Kills alert-service with the states of a large fleet and starts it again at once: when an alert
 * of each partition is committed, it has recovered.
 */
public final class RecoveryBench {

    private static final int NODES = 100_000;
    private static final double GOAL_SECONDS = 10;
    private static final double MEMORY_GOAL_MIB = 1e9 / (1 << 20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String LEASES_LEFT =
            """
            select coalesce(extract(epoch from max(lease_until) - clock_timestamp()), 0)
            from alerting.stream_position where consumer = 'alerting'
            """;

    private final Report report;
    private final int nodes;
    private final int kills;
    private final InstantSource clock = InstantSource.system();
    private double mostSeconds;
    private double mostMib;

    public RecoveryBench(Report report, boolean isShort) {
        this(report, NODES, isShort ? 1 : 3);
    }

    RecoveryBench(Report report, int nodes, int kills) {
        this.report = report;
        this.nodes = nodes;
        this.kills = kills;
    }

    /**
     * Measures, adding to the report.
     *
     * @param form of the service
     */
    public void run(ServiceForm form) throws IOException, SQLException, InterruptedException {
        Instant begin = clock.instant().minus(Duration.ofHours(1));
        try (var servers = BenchServers.start()) {
            servers.keepCommitTimes();
            try (var fleet = new LargeFleet(servers, nodes, begin);
                    var service = AlertService.start(servers, form);
                    var admin = servers.connect(DatabaseRoles.DATABASE)) {
                service.stop();
                report.say("writing states of %,d nodes under ten rules each".formatted(nodes));
                report.say("the service is " + service.what());
                var states = new StoredStates(admin, nodes);
                states.writeRules();
                states.write(begin);
                try (var alerts = new OpenedAlerts(servers.connect(DatabaseRoles.DATABASE));
                        var readings = new Readings(servers)) {
                    service.startAgain();
                    live(fleet, service, readings, admin);
                    for (int turn = 0; turn < kills; turn++) {
                        List<Integer> high = oneOfEachPartition(turn);
                        try (var _ = new Traffic(fleet.spread(nodes), high, readings, clock)) {
                            kill(turn, high, service, readings, alerts, admin);
                        }
                        live(fleet, service, readings, admin);
                    }
                }
            }
        }
        report.add(Mark.atMost("alerts.recovery.judged", mostSeconds, "s", GOAL_SECONDS));
        report.add(Mark.atMost("alerts.recovery.resident", mostMib, "MiB", MEMORY_GOAL_MIB));
    }

    /** A reading of each node; none of them tells anything. */
    private void live(LargeFleet fleet, AlertService service, Readings readings, Connection admin)
            throws IOException, InterruptedException {
        Instant at = clock.instant();
        readings.send(fleet.spread(nodes), Readings.USUAL_CM, at);
        String judged =
                "select count(*) from alerting.node_judged where evaluated_ms[1] >= %d"
                        .formatted(at.toEpochMilli());
        await("every node is judged", () -> number(admin, judged) == nodes);
        mostMib = Math.max(mostMib, ProcessCost.mostResidentMib(service.process()));
        report.say("%.0f MiB resident at most".formatted(mostMib));
    }

    private void kill(
            int turn,
            List<Integer> high,
            AlertService service,
            Readings readings,
            OpenedAlerts alerts,
            Connection admin)
            throws IOException, SQLException, InterruptedException {
        alerts.forget();
        service.kill();
        Instant killed = clock.instant();
        double leases = number(admin, LEASES_LEFT);
        readings.send(high, Readings.HIGH_CM, killed);
        var restart = new Restart(service, admin, high.size());
        service.launchAgain();
        if (!restart.watch(PATIENCE, () -> alerts.count() == high.size())) {
            throw new IllegalStateException("waited too long for an alert of each partition");
        }
        double judged = 0;
        double first = Double.MAX_VALUE;
        for (var alert : alerts.all()) {
            judged = Math.max(judged, seconds(killed, alert.committed()));
            first = Math.min(first, seconds(killed, alert.committed()));
        }
        mostSeconds = Math.max(mostSeconds, judged);
        mostMib = Math.max(mostMib, ProcessCost.mostResidentMib(service.process()));
        String name = "alerts.recovery.%d.".formatted(turn + 1);
        restart.tell(report, name);
        report.say(
                "killed: leases ran out after %.1f s, the first was judged after %.1f s, all after %.1f s"
                        .formatted(leases, first, judged));
        report.add(Mark.told(name + "leases-left", leases, "s"));
        report.add(Mark.told(name + "first-judged", first, "s"));
        report.add(Mark.told(name + "judged", judged, "s"));
        // Unlike the time on the clock, hardly more on a machine with other work.
        report.add(Mark.told(name + "cpu", seconds(ProcessCost.cpu(service.process())), "s"));
    }

    /** Nodes, other ones in each turn. */
    private List<Integer> oneOfEachPartition(int turn) {
        var chosen = new ArrayList<Integer>();
        for (int partition : StoredStates.READINGS.allPartitions()) {
            chosen.add(
                    IntStream.rangeClosed(1, nodes)
                            .filter(number ->
                                    StoredStates.READINGS.partitionOf(number) == partition)
                            .skip(turn)
                            .findFirst()
                            .orElseThrow());
        }
        return chosen;
    }

    private static void await(String what, BooleanSupplier holds) throws InterruptedException {
        if (!Pause.until(PATIENCE, holds)) {
            throw new IllegalStateException("waited too long until " + what);
        }
    }

    private static double number(Connection admin, String question) {
        try (var statement = admin.createStatement();
                var row = statement.executeQuery(question)) {
            return row.next() ? row.getDouble(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(question, e);
        }
    }

    private static double seconds(Instant from, Instant to) {
        return seconds(Duration.between(from, to));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
