package com.evaratech.bench.query;

import com.evaratech.bench.fleet.PackagedService;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.report.Times;
import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.SchemaPasswords;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Asks a packaged telemetry-service for newest readings and charts of a day, 90 days and a year,
 * over a year of readings whose rollups lie as they do in a service that runs: as they were
 * written, and once more when all months that are past are packed.
 */
public final class QueryBench {

    private static final String MODULE = "telemetry-service";
    private static final String SCHEMA = "telemetry";
    private static final String IDENTITY = "http://identity.evara.localhost";
    private static final Duration VALIDITY = Duration.ofHours(12);
    // A reading each five minutes for a year.
    private static final long ROWS_OF_NODE = 100_000;
    private static final int MOST_NODES = 1_000;
    private static final double PACKED_PERCENT = 15;
    // Half a year of days that are packed in the second part.
    private static final int FIRST_COLD_DAY = 100;
    private static final int LAST_COLD_DAY = 280;

    private final Report report;
    private final long rows;
    private final int nodes;
    private final int warmUps;
    private final int asked;
    private final Instant end = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    private final UUID viewer = LocalIssuer.subjectOf("viewer");
    private final String secret = Secrets.generate();

    /**
     * A bench that has not begun.
     *
     * @param rows readings in the tables, as near as it goes
     */
    public QueryBench(Report report, boolean isShort, long rows) {
        this.report = report;
        this.rows = rows;
        this.nodes = Math.clamp(rows / ROWS_OF_NODE, 1, MOST_NODES);
        this.warmUps = isShort ? 300 : 1_500;
        this.asked = isShort ? 500 : 5_000;
    }

    /**
     * Measures, adding to the report.
     *
     * @param buffersMebibytes as of {@link BenchServers#start(OptionalInt)}
     */
    public void run(QueryPart part, OptionalInt buffersMebibytes)
            throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start(buffersMebibytes)) {
            new Campus(nodes).publish(servers, viewer);
            try (var service = start(servers);
                    var asking = new Viewer(service.url(), token());
                    var admin = servers.connect(DatabaseRoles.DATABASE)) {
                History history = write(admin);
                asking.awaitAnswer(Question.ALL.getFirst().path(1, end, end));
                switch (part) {
                    case FORMS -> {
                        lay(servers, admin);
                        ask(asking, "plain");
                        pack(admin);
                        ask(asking, "packed");
                    }
                    case ROLLUPS -> {
                        ask(asking, "written");
                        lay(servers, admin);
                        ask(asking, "laid");
                    }
                    case INDEXES -> {
                        lay(servers, admin);
                        new IndexTrials(admin, report, history, nodes, end)
                                .run(form -> ask(asking, form));
                    }
                }
            }
        }
    }

    private PackagedService start(BenchServers servers)
            throws IOException, SQLException, InterruptedException {
        var passwords = new SchemaPasswords(Secrets.generate(), Secrets.generate());
        PackagedService.createDatabase(servers, SCHEMA, passwords);
        var variables = new HashMap<>(PackagedService.servers(servers, SCHEMA, passwords));
        variables.put("SUPABASE_URL", IDENTITY);
        variables.put("SUPABASE_JWT_SECRET", secret);
        return PackagedService.start(servers, MODULE, MODULE, variables);
    }

    private String token() {
        return new LocalIssuer(secret, IDENTITY, InstantSource.system()).token(viewer, VALIDITY);
    }

    private History write(Connection admin) throws SQLException {
        var history = new History(admin, nodes, rows, end);
        report.say("writing %,d readings of %,d nodes".formatted(history.rows(), nodes));
        history.write(report);
        report.add(Mark.told("query.rows", (double) history.rows(), "readings"));
        for (String table : new String[] {"telemetry", "rollup"}) {
            report.add(
                    Mark.told(
                            "query.bytes." + table,
                            (double) history.bytes(table) / history.rows(),
                            "B/reading"));
        }
        return history;
    }

    private void lay(BenchServers servers, Connection admin) throws IOException, SQLException {
        report.say("laying rollups of days that are past together");
        Duration before = servers.postgresCpu();
        var laid = LaidRollups.lay(admin);
        double cpu = servers.postgresCpu().minus(before).toNanos();
        LaidRollups.cleanUp(admin);
        double cleaned = servers.postgresCpu().minus(before).toNanos() - cpu;
        report.add(Mark.told("query.lay.rows", (double) laid.rows(), "rows"));
        report.add(Mark.told("query.lay.took", laid.nanos() / 1e9, "s"));
        report.add(Mark.told("query.lay.longest", laid.longestNanos() / 1e6, "ms"));
        report.add(Mark.told("query.lay.cpu", cpu / 1e3 / laid.rows(), "µs/row"));
        report.add(Mark.told("query.lay.vacuum", cleaned / 1e3 / laid.rows(), "µs/row"));
    }

    private void pack(Connection admin) throws SQLException {
        report.say("packing all months that are past");
        var packed = ColdMonths.pack(admin);
        report.add(Mark.told("query.packed.rows", (double) packed.readings(), "readings"));
        report.add(Mark.told("query.packed.pack", packed.nanosPerReading() / 1e3, "µs/reading"));
        report.add(Mark.told("query.packed.bytes", packed.bytesPerReading(), "B/reading"));
        report.add(Mark.atMost("query.packed.share", packed.percentOfPlain(), "%", PACKED_PERCENT));
    }

    /** All forms in turn, so that what else the machine does meanwhile hits all of them alike. */
    private void ask(Viewer asking, String form) throws IOException, InterruptedException {
        report.say("asking, %s".formatted(form));
        var random = new SplittableRandom(1);
        for (int turn = 0; turn < warmUps; turn++) {
            for (Question question : Question.ALL) {
                long _ = asking.ask(path(question, random));
            }
        }
        for (Question question : Question.ALL) {
            var times = new Times();
            for (int turn = 0; turn < asked; turn++) {
                times.record(question.name(), asking.ask(path(question, random)));
            }
            times.tell(report, "query." + form, question.goalMillis());
        }
    }

    private String path(Question question, SplittableRandom random) {
        int node = random.nextInt(1, nodes + 1);
        Duration ago = Duration.ofDays(random.nextInt(FIRST_COLD_DAY, LAST_COLD_DAY));
        return question.path(node, end.minus(ago), end);
    }
}
