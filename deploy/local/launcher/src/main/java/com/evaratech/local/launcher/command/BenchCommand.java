package com.evaratech.local.launcher.command;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.bench.FleetBench;
import com.evaratech.local.launcher.bench.Mark;
import com.evaratech.local.launcher.bench.StartupBench;
import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.process.StopSignal;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures ({@code startup}) or trains the AOT caches ({@code train}). Prints a table, or with
 * {@code --json} one object with the marks; status 1 when a mark is not met.
 */
public final class BenchCommand implements Command {

    public static final Arguments.Grammar GRAMMAR =
            new Arguments.Grammar(Set.of("--json", "--short"), Set.of(), 1);

    private static final int STARTS = 5;

    private final Layout layout;
    private final PrintStream out;

    public BenchCommand(Layout layout, PrintStream out) {
        this.layout = new Layout(layout.root(), layout.home().resolve("bench"));
        this.out = out;
    }

    @Override
    public int run(Arguments arguments) throws IOException, InterruptedException {
        String name = arguments.firstWord().orElse("");
        if (!Set.of("startup", "train").contains(name)) {
            throw new UsageException(
                    "the bench must be named: startup, streams, ingest (or train: the AOT caches)");
        }
        StopSignal stop = new StopSignal();
        OrderlyExit exit = OrderlyExit.on(stop);
        int status = 1;
        try {
            Progress progress = new Progress(arguments.has("--json") ? List.of() : List.of(out));
            StartupBench bench = new StartupBench(layout, progress, stop);
            if (name.equals("train")) {
                bench.train();
                status = OK;
            } else {
                int starts = arguments.has("--short") ? 1 : STARTS;
                List<Mark> marks = new ArrayList<>(bench.measure(starts));
                marks.add(new FleetBench(layout).measure());
                print(marks, arguments.has("--json"));
                status = marks.stream().allMatch(Mark::met) ? OK : 1;
            }
        } finally {
            exit.done(status);
        }
        return status;
    }

    private void print(List<Mark> marks, boolean json) throws IOException {
        if (json) {
            out.println(
                    Json.mapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(
                                    Map.of(
                                            "marks",
                                            marks.stream().map(BenchCommand::form).toList())));
            return;
        }
        out.println("%-36s %10s %10s".formatted("mark", "value", "goal"));
        for (Mark mark : marks) {
            out.println(
                    "%-36s %6.2f %-3s %6.0f %-3s %s"
                            .formatted(
                                    mark.name(),
                                    mark.value(),
                                    mark.unit(),
                                    mark.goal(),
                                    mark.unit(),
                                    mark.met() ? "met" : "NOT MET"));
        }
    }

    private record MarkForm(String name, double value, String unit, double goal, boolean met) {}

    private static MarkForm form(Mark mark) {
        return new MarkForm(mark.name(), mark.value(), mark.unit(), mark.goal(), mark.met());
    }
}
