package com.evaratech.local.launcher.bench;

import com.evaratech.local.launcher.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process has cost so far, as Linux counts it. */
final class ProcessCost {

    // Fields 14 and 15 of proc(5)'s stat, counted from the state behind the name in brackets.
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    // The kernel's USER_HZ, 100 on every architecture we run on.
    private static final int TICK_MILLIS = 10;

    private ProcessCost() {}

    /** Processor time, of all its threads, in user and kernel mode. */
    static Duration cpu(ProcessHandle process) throws IOException {
        return cpu(read(process, "stat"));
    }

    static Duration cpu(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }

    /** Resident memory in MiB. */
    static double residentMib(ProcessHandle process) throws IOException {
        return residentMib(read(process, "status"));
    }

    static double residentMib(String status) {
        String kib =
                status.lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("A status without VmRSS"))
                        .replaceAll("[^0-9]", "");
        return Long.parseLong(kib) / 1024.0;
    }

    private static String read(ProcessHandle process, String file) throws IOException {
        Path path = Path.of("/proc", Long.toString(process.pid()), file);
        if (!Files.exists(path)) {
            throw new Trouble("what a process costs is read from /proc, which only Linux has.");
        }
        return Files.readString(path);
    }
}
