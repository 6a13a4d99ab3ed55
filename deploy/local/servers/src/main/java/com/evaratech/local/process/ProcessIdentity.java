package com.evaratech.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One process, not to be mistaken for a later one that was given the same id.
 *
 * @param pid process id
 * @param startedAt when the system says it started
 */
public record ProcessIdentity(long pid, Instant startedAt) {

    /**
     * Systems compute the instant from a clock that may have been set since; ids do not come round
     * this fast.
     */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    // The number of threads is field 20, the state field 3.
    private static final int THREADS = 20 - 3;

    /**
     * The identity of a running process; empty when it has ended, or belongs to somebody whose
     * start is hidden.
     */
    public static Optional<ProcessIdentity> of(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(startedAt -> new ProcessIdentity(process.pid(), startedAt));
    }

    /**
     * The running process a pid file names, provided it is the program expected and its command
     * line names the path given. Anything else under that id is another process, and the pid file
     * is stale.
     *
     * @param pidFile first line is the id, as PostgreSQL and Redis write it
     */
    public static Optional<ProcessHandle> ofPidFile(Path pidFile, String program, Path named)
            throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        return Files.readAllLines(pidFile).stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,10}"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                .filter(ProcessIdentity::isRunning)
                .filter(process -> isProgram(process, program, named));
    }

    /** Every running process of this program whose command line names the path given. */
    public static List<ProcessHandle> allOf(String program, Path named) {
        return ProcessHandle.allProcesses()
                .filter(ProcessIdentity::isRunning)
                .filter(process -> isProgram(process, program, named))
                .toList();
    }

    /** The process while it runs; empty once it has ended, even when its id lives on in another. */
    public Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(ProcessIdentity::isRunning)
                .filter(process ->
                        process.info()
                                .startInstant()
                                .filter(other -> isClose(startedAt, other))
                                .isPresent());
    }

    /**
     * Whether a process still runs. One that ended and was not yet collected by its parent does
     * not.
     */
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean isProgram(ProcessHandle process, String program, Path named) {
        String commandLine = process.info().commandLine().orElse("");
        return process.info()
                        .command()
                        .filter(command -> command.endsWith("/" + program))
                        .isPresent()
                && commandLine.contains(named.toString());
    }

    private static boolean isClose(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(TOLERANCE) <= 0;
    }

    private static boolean isZombie(long pid) {
        try {
            return isZombie(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException e) {
            // Not Linux, or gone: what the process handle said stands.
            return false;
        }
    }

    /**
     * Whether this is the status of a process that has ended whole: while a thread of it is still
     * on its way out, of which the first need not be the last, it holds its files and ports.
     *
     * @param stat the text of {@code /proc/PID/stat}; man page proc_pid_stat(5)
     */
    static boolean isZombie(String stat) {
        // "pid (name) state ...": the name may hold blanks and brackets, the state follows the
        // last bracket.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", THREADS + 2);
        return fields[0].equals("Z") && Integer.parseInt(fields[THREADS]) <= 1;
    }
}
