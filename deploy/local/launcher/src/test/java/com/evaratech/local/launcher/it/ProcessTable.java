package com.evaratech.local.launcher.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the operating system knows of processes, whatever the launcher's own record says. */
final class ProcessTable {

    private ProcessTable() {}

    /** Whether this system tells where a process works. */
    static boolean canTell() {
        return Files.isSymbolicLink(Path.of("/proc/self/cwd"));
    }

    /**
     * The processes that work in a folder or below it, as all of a fleet do in its home: services,
     * servers and the servers' own processes.
     */
    static List<ProcessHandle> workingBelow(Path folder) throws IOException {
        Path real = folder.toRealPath();
        return ProcessHandle.allProcesses()
                .filter(process ->
                        workingFolder(process).filter(it -> it.startsWith(real)).isPresent())
                .toList();
    }

    private static Optional<Path> workingFolder(ProcessHandle process) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")));
        } catch (IOException goneOrSomebodyElses) {
            return Optional.empty();
        }
    }
}
