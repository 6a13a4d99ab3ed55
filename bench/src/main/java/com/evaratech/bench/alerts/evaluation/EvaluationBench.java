package com.evaratech.bench.alerts.evaluation;

import com.evaratech.bench.profile.HotFrames;
import com.evaratech.bench.profile.Recordings;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Evaluates rules on one core, in a JVM as the service's own. */
public final class EvaluationBench {

    private static final double GOAL = 5_000_000;
    private static final List<String> SERVICE_FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xmx256m",
                    "--sun-misc-unsafe-memory-access=allow");
    private static final TimeValue TURN = TimeValue.seconds(3);

    private final Report report;
    private final Length length;

    /**
     * How often is measured.
     *
     * @param forks JVMs, one after the other
     * @param warmUps turns of each before it is measured
     * @param turns of each that count
     */
    record Length(int forks, int warmUps, int turns) {

        static final Length SHORT = new Length(1, 4, 5);
        static final Length LONG = new Length(3, 5, 10);
    }

    public EvaluationBench(Report report, boolean isShort) {
        this(report, isShort ? Length.SHORT : Length.LONG);
    }

    EvaluationBench(Report report, Length length) {
        this.report = report;
        this.length = length;
    }

    /**
     * Measures, adding to the report.
     *
     * @param isProfiled whether it is recorded, and what is hot told
     */
    public void run(boolean isProfiled) throws RunnerException, IOException {
        report.say("evaluating rules on one core");
        Path recording = Files.createTempFile("evaluation", ".jfr");
        Collection<RunResult> results = new Runner(options(isProfiled, recording)).run();
        for (RunResult result : results) {
            var score = result.getPrimaryResult();
            report.say(
                    "%,.0f evaluations/s, give or take %,.0f"
                            .formatted(score.getScore(), score.getScoreError()));
            report.add(Mark.atLeast("alerts.evaluation", score.getScore(), "per s and core", GOAL));
        }
        if (isProfiled) {
            report.say("evaluation (%s)".formatted(recording));
            HotFrames.of(recording).lines().forEach(report::say);
        } else {
            Files.delete(recording);
        }
    }

    private Options options(boolean isProfiled, Path recording) {
        List<String> flags = new ArrayList<>(SERVICE_FLAGS);
        if (isProfiled) {
            flags.add(Recordings.flag(recording));
            flags.add("-Xlog:jfr*=off");
        }
        return new OptionsBuilder()
                .include("^" + EvaluationBenchmark.class.getName() + "\\.")
                .forks(length.forks())
                .warmupIterations(length.warmUps())
                .warmupTime(TURN)
                .measurementIterations(length.turns())
                .measurementTime(TURN)
                .threads(1)
                .jvmArgs(flags.toArray(String[]::new))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }
}
