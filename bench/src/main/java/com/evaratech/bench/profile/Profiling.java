package com.evaratech.bench.profile;

import com.evaratech.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Recordings of services while they are measured, if somebody asked for them. */
public final class Profiling {

    private final boolean isAsked;
    private final Report report;
    private final Recordings recordings;

    private Profiling(boolean isAsked, Report report, Recordings recordings) {
        this.isAsked = isAsked;
        this.report = report;
        this.recordings = recordings;
    }

    /**
     * Of these JVMs, into {@code $EVARA_HOME/profile}.
     *
     * @param isAsked whether there is anything to do at all
     * @param report which is told what is hot
     * @param services JVMs by name
     */
    public static Profiling of(
            boolean isAsked, Report report, Map<String, ProcessHandle> services) {
        String home = System.getenv().getOrDefault("EVARA_HOME", ".evara");
        return new Profiling(
                isAsked,
                report,
                new Recordings(Path.of(home, "profile").toAbsolutePath(), services));
    }

    /** Begins to record. */
    public void begin() throws IOException, InterruptedException {
        if (isAsked) {
            recordings.begin();
        }
    }

    /**
     * Ends the recordings and tells of each what is hot in it.
     *
     * @param part of the bench, in the files' names
     */
    public void end(String part) throws IOException, InterruptedException {
        if (!isAsked) {
            return;
        }
        for (var file : recordings.end(part).entrySet()) {
            report.say("%s, %s (%s)".formatted(file.getKey(), part, file.getValue()));
            HotFrames.of(file.getValue()).lines().forEach(report::say);
        }
    }
}
