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
import com.evaratech.bench.registry.RegistryParts;
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

    /** A proof or a bench that is ready to run. */
    private interface Measuring {
        void run() throws Exception;
    }

    /** Entry point. */
    public static void main(String[] args) throws Exception {
        System.exit(run(args));
    }

    private static int run(String... args) throws Exception {
        Report report;
        Measuring measuring;
        try {
            var options = Options.parse(args);
            report = new Report(System.out, options.json());
            measuring = measuring(options, report);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return MISUSED;
        }
        try {
            measuring.run();
        } catch (Exception e) {
            // What was measured before took minutes: it is told all the same.
            report.endEarly();
            throw e;
        }
        return report.end() ? 0 : NOT_MET;
    }

    /**
     * What was asked for.
     *
     * @throws IllegalArgumentException when there is no such part, or not what it needs
     */
    private static Measuring measuring(Options options, Report report) {
        boolean isShort = options.isShort();
        boolean isProfiled = options.isProfiled();
        return switch (options.asked()) {
            case "prove streams" -> {
                var length = isShort ? StreamProof.Length.SHORT : StreamProof.Length.LONG;
                yield () -> new StreamProof(report, length, options.seed()).run();
            }
            case "prove poll" -> () -> new PollProof(report, isShort, options.seed()).run();
            case "prove alerts" -> () -> new AlertProof(report, isShort, options.seed()).run();
            case "prove restore" -> {
                var length = isShort ? RestoreProof.Length.SHORT : RestoreProof.Length.LONG;
                yield () -> new RestoreProof(report, length).run();
            }
            case "bench streams" -> () -> new StreamBench(report, isShort).run();
            case "bench ingest" ->
                    () -> new IngestBench(report, isShort).run(options.form(), isProfiled);
            case "bench registry" -> {
                var parts = RegistryParts.of(options.part());
                yield () -> parts.run(report, isShort, isProfiled);
            }
            case "bench poll" -> () -> new PollBench(report, isShort).run(isProfiled);
            case "bench query" -> {
                QueryPart part = queryPart(options);
                long rows = options.rowsOr(ROWS, SHORT_ROWS);
                yield () ->
                        new QueryBench(report, isShort, rows).run(part, options.buffersMebibytes());
            }
            case "bench gateway" -> {
                var parts = GatewayParts.of(options.part());
                yield () -> parts.run(report, isShort, isProfiled);
            }
            case "bench alerts" -> {
                Path folder = options.data().orElseGet(Bench::besideTheRepository);
                var parts = AlertParts.of(options.part(), folder);
                yield () -> parts.run(report, options.form(), isShort, isProfiled);
            }
            default -> throw new IllegalStateException("nothing runs for " + options);
        };
    }

    private static QueryPart queryPart(Options options) {
        return options.part().isEmpty()
                ? QueryPart.FORMS
                : Parts.of(QueryPart.class, options.part(), "bench query has").iterator().next();
    }

    private static Path besideTheRepository() {
        return Path.of(System.getenv().getOrDefault("EVARA_ROOT", "."))
                .resolve("../shared/data")
                .normalize();
    }
}
