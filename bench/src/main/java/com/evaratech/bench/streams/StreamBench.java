package com.evaratech.bench.streams;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.report.Samples;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Publishes and consumes readings in batches of several sizes, beside bare commands of the same
 * bytes and bare inserts of the same rows, turn about; then compares encodings.
 */
public final class StreamBench {

    private static final double MILLION = 1e6;
    private static final int RUNS = 5;
    private static final int SHORT_RUNS = 3;
    private static final int SHORT_SHARE = 4;
    // From here on a round is worth its commit.
    private static final int BATCH_WITH_GOAL = 10;
    private static final double LEAST_SHARE_OF_INSERT = 0.7;
    private static final Map<Integer, Integer> READINGS_BY_BATCH =
            Map.of(1, 100_000, 10, 400_000, 100, 1_000_000);

    private final Report report;
    private final boolean isShort;

    private enum Path {
        PUBLISH,
        XADD,
        CONSUME,
        INSERT;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public StreamBench(Report report, boolean isShort) {
        this.report = report;
        this.isShort = isShort;
    }

    /** Measures, adding the medians to the report. */
    public void run() throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start();
                var paths = Paths.open(servers)) {
            for (int batch : READINGS_BY_BATCH.keySet().stream().sorted().toList()) {
                measure(servers, paths, batch);
            }
        }
        new EncodingBench(report).run();
    }

    private void measure(BenchServers servers, Paths paths, int batch)
            throws IOException, SQLException, InterruptedException {
        int readings = READINGS_BY_BATCH.getOrDefault(batch, 0) / (isShort ? SHORT_SHARE : 1);
        var workload = Workload.of(batch, readings);
        int runs = isShort ? SHORT_RUNS : RUNS;
        var costs = new EnumMap<Path, Cost[]>(Path.class);
        for (Path path : Path.values()) {
            costs.put(path, new Cost[runs]);
        }
        // The first one warms up.
        for (int run = -1; run < runs; run++) {
            for (Map.Entry<Path, Cost> one : once(servers, paths, workload).entrySet()) {
                Cost[] all = costs.get(one.getKey());
                if (run >= 0 && all != null) {
                    all[run] = one.getValue();
                }
            }
        }
        tell(workload, costs);
    }

    private static Map<Path, Cost> once(BenchServers servers, Paths paths, Workload workload)
            throws IOException, SQLException, InterruptedException {
        var costs = new EnumMap<Path, Cost>(Path.class);
        paths.clear();
        costs.put(Path.XADD, Cost.of(servers, () -> paths.add(workload)));
        paths.clear();
        costs.put(Path.PUBLISH, Cost.of(servers, () -> paths.publish(workload)));
        costs.put(Path.CONSUME, Cost.of(servers, () -> paths.consume(workload)));
        paths.clear();
        costs.put(Path.INSERT, Cost.of(servers, () -> paths.insert(workload)));
        return costs;
    }

    private void tell(Workload workload, Map<Path, Cost[]> costs) {
        var rates = new EnumMap<Path, Double>(Path.class);
        costs.forEach((path, all) -> {
            double rate = workload.readings() / median(all, Cost::seconds);
            double cpu = median(all, Cost::cpuSeconds) * MILLION / workload.readings();
            rates.put(path, rate);
            String name = "streams.batch-%d.%s".formatted(workload.batch(), path.label());
            report.add(Mark.told(name, rate, "readings/s"));
            report.add(Mark.told(name + ".cpu", cpu, "s/million"));
        });
        double share = rates.getOrDefault(Path.CONSUME, 0.0) / rates.getOrDefault(Path.INSERT, 1.0);
        String name = "streams.batch-%d.consume-of-insert".formatted(workload.batch());
        report.add(
                workload.batch() >= BATCH_WITH_GOAL
                        ? Mark.atLeast(name, share, "", LEAST_SHARE_OF_INSERT)
                        : Mark.told(name, share, ""));
        report.say(
                "batches of %3d: consumed %,.0f readings/s, %.0f %% of the bare insert"
                        .formatted(
                                workload.batch(),
                                rates.getOrDefault(Path.CONSUME, 0.0),
                                share * 100));
    }

    private static double median(Cost[] costs, ToDoubleFunction<Cost> figure) {
        return Samples.median(Arrays.stream(costs).mapToDouble(figure).toArray());
    }
}
