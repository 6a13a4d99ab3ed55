package com.evaratech.bench.alerts.dryrun;

import com.evaratech.bench.fleet.Fleet;
import com.evaratech.bench.fleet.ServiceForm;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks a packaged fleet, through its door, what a rule would have told of 30 days of 1,000 tanks
 * that report each quarter of an hour.
 */
public final class DryRunBench {

    private static final int NODES = 1_000;
    private static final int DAYS = 30;
    private static final int READINGS_OF_NODE = DAYS * 96;
    private static final double GOAL_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Report report;
    private final int runs;
    private final Instant end = InstantSource.system().instant().truncatedTo(ChronoUnit.MINUTES);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public DryRunBench(Report report, boolean isShort) {
        this.report = report;
        this.runs = isShort ? 2 : 4;
    }

    /**
     * Measures, adding to the report.
     *
     * @param form of the services
     */
    public void run(ServiceForm form) throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start();
                var fleet = Fleet.start(servers, form);
                var admin = servers.connect()) {
            String token = fleet.token("community_admin");
            String community =
                    call(fleet, token, "GET", "/api/v1/communities", "").at("/items/0/id").asText();
            var _ = call(fleet, token, "POST", "/api/v1/nodes/import", tanks(community));
            awaitTanks(admin);
            report.say("writing %,d readings".formatted((long) NODES * READINGS_OF_NODE));
            write(admin);
            for (int turn = 1; turn <= runs; turn++) {
                measure(fleet, token, community, turn);
            }
        }
    }

    private void measure(Fleet fleet, String token, String community, int turn)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        JsonNode answer = call(fleet, token, "POST", "/api/v1/rules/dry-run", wish(community));
        double seconds = (System.nanoTime() - begun) / 1e9;
        JsonNode summary = answer.path("summary");
        if (!summary.path("complete").asBoolean() || summary.path("nodes").asInt() != NODES) {
            throw new IllegalStateException("the dry run is not whole: " + summary);
        }
        report.say("run %d of %d: %.1f s, %s".formatted(turn, runs, seconds, summary));
        // The first ones compile what they run through.
        if (turn == runs) {
            report.add(Mark.atMost("alerts.dryrun.seconds", seconds, "s", GOAL_SECONDS));
            report.add(
                    Mark.told(
                            "alerts.dryrun.readings",
                            summary.path("readings").asLong() / seconds,
                            "readings/s"));
            report.add(
                    Mark.told("alerts.dryrun.alerts", summary.path("alerts").asDouble(), "alerts"));
        }
    }

    private String wish(String community) {
        return """
        {"rule": {"name": "Tried", "community_id": "%s", "severity": "info",
                  "binding": {"kind": "community"},
                  "condition": {"kind": "threshold", "metric": "water_level_percent", "operator": "lt",
                                "threshold": 10, "clear_threshold": 15, "duration_seconds": 1800}},
         "from": "%s", "to": "%s"}
        """
                .formatted(community, end.minus(Duration.ofDays(DAYS)), end);
    }

    private static String tanks(String community) {
        return IntStream.range(0, NODES)
                .mapToObj(place ->
                        """
                        {"community_id": "%s", "key": "tried-%d", "label": "Tank %d",
                         "category": "OHT", "time_zone": "Asia/Kolkata",
                         "expected_interval_seconds": 900}
                        """
                                .formatted(community, place, place))
                .collect(Collectors.joining(",", "{\"nodes\": [", "]}"));
    }

    private static void awaitTanks(Connection admin) throws InterruptedException, SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count(admin) < NODES) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("telemetry-service does not know the tanks");
            }
            Pause.of(Duration.ofMillis(200));
        }
    }

    private static long count(Connection admin) throws SQLException {
        try (var statement = admin.createStatement();
                var row = statement.executeQuery("select count(*) from telemetry.node")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Waves that go below the threshold now and then; in turn, as nodes report. */
    private void write(Connection admin) throws SQLException {
        try (var statement = admin.createStatement()) {
            for (int day = 0; day <= DAYS; day++) {
                var month = end.minus(Duration.ofDays(day)).atZone(ZoneOffset.UTC).toLocalDate();
                boolean _ =
                        statement.execute(
                                "select telemetry.ensure_month('tank', '%s')"
                                        .formatted(month.withDayOfMonth(1)));
            }
            int _ =
                    statement.executeUpdate(
                            """
                            insert into telemetry.telemetry_tank
                                (node_number, recorded_at, water_level_percent, battery_v)
                            select n.number, timestamptz '%s' - (%d - turn) * interval '15 minutes',
                                round((50 + 45 * sin(turn / 20.0 + n.number))::numeric, 1), 3.7
                            from generate_series(1, %d) turn cross join telemetry.node n
                            """
                                    .formatted(end, READINGS_OF_NODE + 1, READINGS_OF_NODE));
            boolean _ = statement.execute("vacuum analyze telemetry.telemetry_tank");
        }
    }

    private JsonNode call(Fleet fleet, String token, String method, String path, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(fleet.gateway() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    "%s %s answered %d: %s"
                            .formatted(method, path, answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }
}
