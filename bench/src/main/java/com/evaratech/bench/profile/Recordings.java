package com.evaratech.bench.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flight recordings of other JVMs, begun and ended from outside by the JDK's own tool. */
public final class Recordings {

    // By processor time, native code included: who waits is not sampled.
    private static final String SAMPLES_ON = "+jdk.CPUTimeSample#enabled=true";
    private static final String SAMPLES_EVERY = "+jdk.CPUTimeSample#throttle=5ms";

    private final Path directory;
    private final Map<String, ProcessHandle> processes;

    /**
     * Recordings into a directory, which is made when they begin.
     *
     * @param processes JVMs by the name that their file gets
     */
    public Recordings(Path directory, Map<String, ProcessHandle> processes) {
        this.directory = directory;
        this.processes = Map.copyOf(processes);
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    /** What makes a JVM record itself from its start into a file, which it writes at its end. */
    public static String flag(Path file) {
        return "-XX:StartFlightRecording:filename=%s,settings=none,%s,%s"
                .formatted(file, SAMPLES_ON, SAMPLES_EVERY);
    }

    /** Begins to record all of them. */
    public void begin() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        for (ProcessHandle process : processes.values()) {
            ask(process, "JFR.start", "name=bench", "settings=none", SAMPLES_ON, SAMPLES_EVERY);
        }
    }

    /**
     * Ends the recordings.
     *
     * @param part of the bench, in the files' names
     * @return the files by the names of the processes
     */
    public Map<String, Path> end(String part) throws IOException, InterruptedException {
        var files = new LinkedHashMap<String, Path>();
        for (var process : processes.entrySet()) {
            Path file = directory.resolve("%s-%s.jfr".formatted(part, process.getKey()));
            ask(process.getValue(), "JFR.stop", "name=bench", "filename=" + file);
            files.put(process.getKey(), file);
        }
        return files;
    }

    private static void ask(ProcessHandle process, String... words)
            throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var builder = new ProcessBuilder(tool, Long.toString(process.pid()));
        builder.command().addAll(List.of(words));
        Process asked = builder.redirectErrorStream(true).start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (asked.waitFor() != 0) {
            throw new IOException("jcmd %s: %s".formatted(words[0], said));
        }
    }
}
