package com.evaratech.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process has cost so far, as Linux counts it. */
public final class ProcessCost {

    // Fields 14 and 15 of proc(5)'s stat, counted from the state behind the name in brackets.
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    // Fields 16 and 17: of its children that have ended.
    private static final int ENDED_USER_TICKS = 13;
    private static final int ENDED_SYSTEM_TICKS = 14;
    // The kernel's USER_HZ, 100 on every architecture we run on.
    private static final int TICK_MILLIS = 10;

    private ProcessCost() {}

    /** Processor time, of all its threads, in user and kernel mode. */
    public static Duration cpu(ProcessHandle process) throws IOException {
        return cpu(read(process, "stat"));
    }

    static Duration cpu(String stat) {
        return ticks(stat, USER_TICKS, SYSTEM_TICKS);
    }

    /**
     * Processor time of a process and all that it started, whether they still run or not: of
     * PostgreSQL, whose sessions are processes of their own.
     *
     * @throws IOException when there is no such process
     */
    public static Duration cpuOfTree(ProcessHandle process) throws IOException {
        Duration sum = cpuWithEnded(read(process, "stat"));
        for (ProcessHandle child : process.descendants().toList()) {
            sum = sum.plus(cpuUnlessGone(child));
        }
        return sum;
    }

    private static Duration cpuUnlessGone(ProcessHandle child) {
        try {
            return cpuWithEnded(read(child, "stat"));
        } catch (IOException e) {
            // It has ended while we looked: its parent has its time from now on.
            return Duration.ZERO;
        }
    }

    static Duration cpuWithEnded(String stat) {
        return ticks(stat, USER_TICKS, SYSTEM_TICKS, ENDED_USER_TICKS, ENDED_SYSTEM_TICKS);
    }

    private static Duration ticks(String stat, int... which) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field : which) {
            ticks += Long.parseLong(fields[field]);
        }
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }

    /** Resident memory in MiB. */
    public static double residentMib(ProcessHandle process) throws IOException {
        return residentMib(read(process, "status"));
    }

    /** The most resident memory that it ever had, in MiB. */
    public static double mostResidentMib(ProcessHandle process) throws IOException {
        return mostResidentMib(read(process, "status"));
    }

    static double residentMib(String status) {
        return mib(status, "VmRSS");
    }

    static double mostResidentMib(String status) {
        return mib(status, "VmHWM");
    }

    private static double mib(String status, String field) {
        String kib =
                status.lines()
                        .filter(line -> line.startsWith(field + ":"))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("A status without " + field))
                        .replaceAll("[^0-9]", "");
        return Long.parseLong(kib) / 1024.0;
    }

    private static String read(ProcessHandle process, String file) throws IOException {
        Path path = Path.of("/proc", Long.toString(process.pid()), file);
        if (!Files.isDirectory(Path.of("/proc"))) {
            throw new UnsupportedOperationException(
                    "what a process costs is read from /proc, which only Linux has");
        }
        return Files.readString(path);
    }
}
