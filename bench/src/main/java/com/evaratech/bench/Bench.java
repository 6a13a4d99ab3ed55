package com.evaratech.bench;

import com.evaratech.bench.drill.RestoreProof;
import com.evaratech.bench.ingest.IngestBench;
import com.evaratech.bench.poll.PollBench;
import com.evaratech.bench.poll.PollProof;
import com.evaratech.bench.proof.StreamProof;
import com.evaratech.bench.registry.RegistryBench;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.streams.StreamBench;
import java.io.IOException;
import java.sql.SQLException;

/** Proves or measures, on servers of its own that end with it. Status 1: a mark was not met. */
public final class Bench {

    private static final int NOT_MET = 1;
    private static final int MISUSED = 2;

    private Bench() {}

    /** Entry point. */
    public static void main(String[] args) throws Exception {
        System.exit(run(args));
    }

    private static int run(String... args) throws IOException, SQLException, InterruptedException {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return MISUSED;
        }
        var report = new Report(System.out, options.json());
        switch (options.command() + " " + options.name()) {
            case "prove streams" -> {
                var length = options.isShort() ? StreamProof.Length.SHORT : StreamProof.Length.LONG;
                new StreamProof(report, length, options.seed()).run();
            }
            case "bench streams" -> new StreamBench(report, options.isShort()).run();
            case "bench ingest" ->
                    new IngestBench(report, options.isShort())
                            .run(options.isNative(), options.isProfiled());
            case "bench registry" ->
                    new RegistryBench(report, options.isShort()).run(options.isProfiled());
            case "bench poll" -> new PollBench(report, options.isShort()).run(options.isProfiled());
            case "prove poll" -> new PollProof(report, options.isShort(), options.seed()).run();
            case "prove restore" -> {
                var length =
                        options.isShort() ? RestoreProof.Length.SHORT : RestoreProof.Length.LONG;
                new RestoreProof(report, length).run();
            }
            default -> throw new IllegalStateException("nothing runs for " + options);
        }
        return report.end() ? 0 : NOT_MET;
    }
}
