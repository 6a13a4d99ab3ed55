package com.evaratech.bench;

import com.evaratech.bench.alerts.AlertParts;
import com.evaratech.bench.alerts.faults.AlertProof;
import com.evaratech.bench.drill.RestoreProof;
import com.evaratech.bench.gateway.GatewayParts;
import com.evaratech.bench.ingest.IngestBench;
import com.evaratech.bench.parts.Parts;
import com.evaratech.bench.poll.PollBench;
import com.evaratech.bench.poll.PollProof;
import com.evaratech.bench.proof.StreamProof;
import com.evaratech.bench.query.QueryBench;
import com.evaratech.bench.query.QueryPart;
import com.evaratech.bench.registry.RegistryBench;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.streams.StreamBench;
import java.nio.file.Path;

/** Proves or measures, on servers of its own that end with it. Status 1: a mark was not met. */
public final class Bench {

    private static final int NOT_MET = 1;
    private static final int MISUSED = 2;
    private static final long ROWS = 100_000_000;
    private static final long SHORT_ROWS = 2_000_000;

    private Bench() {}

    /** Entry point. */
    public static void main(String[] args) throws Exception {
        System.exit(run(args));
    }

    private static int run(String... args) throws Exception {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            return misused(e);
        }
        var report = new Report(System.out, options.json());
        boolean isShort = options.isShort();
        switch (options.asked()) {
            case "prove streams" -> {
                var length = isShort ? StreamProof.Length.SHORT : StreamProof.Length.LONG;
                new StreamProof(report, length, options.seed()).run();
            }
            case "prove poll" -> new PollProof(report, isShort, options.seed()).run();
            case "prove alerts" -> new AlertProof(report, isShort, options.seed()).run();
            case "prove restore" -> {
                var length = isShort ? RestoreProof.Length.SHORT : RestoreProof.Length.LONG;
                new RestoreProof(report, length).run();
            }
            case "bench streams" -> new StreamBench(report, isShort).run();
            case "bench ingest" ->
                    new IngestBench(report, isShort).run(options.form(), options.isProfiled());
            case "bench registry" -> new RegistryBench(report, isShort).run(options.isProfiled());
            case "bench poll" -> new PollBench(report, isShort).run(options.isProfiled());
            case "bench query" -> {
                QueryPart part;
                try {
                    part = queryPart(options);
                } catch (IllegalArgumentException e) {
                    return misused(e);
                }
                new QueryBench(report, isShort, options.rowsOr(ROWS, SHORT_ROWS)).run(part);
            }
            case "bench gateway" -> {
                GatewayParts parts;
                try {
                    parts = GatewayParts.of(options.part());
                } catch (IllegalArgumentException e) {
                    return misused(e);
                }
                parts.run(report, isShort, options.isProfiled());
            }
            case "bench alerts" -> {
                AlertParts parts;
                try {
                    Path folder = options.data().orElseGet(Bench::besideTheRepository);
                    parts = AlertParts.of(options.part(), folder);
                } catch (IllegalArgumentException e) {
                    return misused(e);
                }
                parts.run(report, options.form(), isShort, options.isProfiled());
            }
            default -> throw new IllegalStateException("nothing runs for " + options);
        }
        return report.end() ? 0 : NOT_MET;
    }

    private static QueryPart queryPart(Options options) {
        return options.part().isEmpty()
                ? QueryPart.FORMS
                : Parts.of(QueryPart.class, options.part(), "bench query has").iterator().next();
    }

    private static int misused(IllegalArgumentException why) {
        System.err.println(why.getMessage());
        return MISUSED;
    }

    private static Path besideTheRepository() {
        return Path.of(System.getenv().getOrDefault("EVARA_ROOT", "."))
                .resolve("../shared/data")
                .normalize();
    }
}
