package com.evaratech.local.launcher.bench;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.fleet.JvmMode;
import com.evaratech.local.launcher.fleet.Service;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.process.StopSignal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Each service alone, with and without its AOT cache: medians of several starts. */
public final class StartupBench {

    // Twice what a two-core machine without other load needs; wall time is for a machine under
    // load.
    private static final double READY_GOAL_SECONDS = 20;
    private static final double CPU_GOAL_SECONDS = 10;
    private static final double CACHED_CPU_GOAL_SECONDS = 5;
    private static final double RESIDENT_GOAL_MIB = 300;

    private final Layout layout;
    private final Progress progress;
    private final StopSignal stop;

    /**
     * A bench.
     *
     * @param layout a home of its own: its servers keep their data there
     */
    public StartupBench(Layout layout, Progress progress, StopSignal stop) {
        this.layout = layout;
        this.progress = progress;
        this.stop = stop;
    }

    /** Trains the caches of all services anew. */
    public void train() throws IOException, InterruptedException {
        try (Workbench bench = Workbench.open(layout, stop)) {
            for (Service service : Service.values()) {
                progress.part(service.module(), "AOT cache trained", bench.train(service), "");
            }
        }
    }

    /** Measures; caches that are missing are trained before. */
    public List<Mark> measure(int starts) throws IOException, InterruptedException {
        List<Mark> marks = new ArrayList<>();
        try (Workbench bench = Workbench.open(layout, stop)) {
            for (Service service : Service.values()) {
                if (!bench.hasCache(service)) {
                    progress.part(service.module(), "AOT cache trained", bench.train(service), "");
                }
                marks.addAll(marks(bench, service, JvmMode.PLAIN, starts));
                marks.addAll(marks(bench, service, JvmMode.CACHED, starts));
            }
        }
        return marks;
    }

    private List<Mark> marks(Workbench bench, Service service, JvmMode mode, int starts)
            throws IOException, InterruptedException {
        List<Start> measured = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            measured.add(bench.measure(service, mode));
        }
        String name = service.module() + "." + mode.name().toLowerCase(Locale.ROOT);
        double cpuGoal = mode == JvmMode.CACHED ? CACHED_CPU_GOAL_SECONDS : CPU_GOAL_SECONDS;
        List<Mark> marks =
                List.of(
                        mark(
                                name + ".ready",
                                measured,
                                Start::readySeconds,
                                "s",
                                READY_GOAL_SECONDS),
                        mark(name + ".cpu", measured, Start::cpuSeconds, "s", cpuGoal),
                        mark(
                                name + ".resident",
                                measured,
                                Start::residentMib,
                                "MiB",
                                RESIDENT_GOAL_MIB));
        progress.say(
                "  %-18s %-7s ready in %5.2f s, %5.2f CPU-seconds, %4.0f MiB resident"
                        .formatted(
                                service.module(),
                                mode.name().toLowerCase(Locale.ROOT),
                                marks.get(0).value(),
                                marks.get(1).value(),
                                marks.get(2).value()));
        return marks;
    }

    private static Mark mark(
            String name,
            List<Start> starts,
            ToDoubleFunction<Start> figure,
            String unit,
            double goal) {
        return new Mark(name, median(starts.stream().mapToDouble(figure).toArray()), unit, goal);
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
