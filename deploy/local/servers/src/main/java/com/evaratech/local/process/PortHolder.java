package com.evaratech.local.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who listens on a TCP port. Linux tells by {@code /proc/net/tcp}: the listening socket's inode,
 * then the process that has it open, which an ordinary user sees only for processes of their own.
 */
public final class PortHolder {

    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";
    private static final int HEX = 16;

    private PortHolder() {}

    /** The process that listens on the port, where the system lets us see it. */
    public static Optional<ProcessHandle> of(int port) {
        return of(port, Path.of("/proc"));
    }

    static Optional<ProcessHandle> of(int port, Path proc) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            sockets.addAll(listeningInodes(proc.resolve(table), port));
        }
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> holds(proc, process, sockets))
                        .findFirst();
    }

    /** A phrase for messages: program and process id, or that it is unknown. */
    static String describe(int port) {
        return of(port).map(process ->
                        process.info()
                                        .command()
                                        .map(command -> Path.of(command).getFileName() + " ")
                                        .orElse("")
                                + "(process "
                                + process.pid()
                                + ")")
                .orElse("another process");
    }

    static Set<String> listeningInodes(Path table, int port) {
        Set<String> inodes = new HashSet<>();
        for (String line : readable(table)) {
            List<String> columns = List.of(line.strip().split("\\s+"));
            if (columns.size() > INODE
                    && columns.get(STATE).equals(LISTEN)
                    && portOf(columns.get(LOCAL_ADDRESS)) == port) {
                inodes.add("socket:[" + columns.get(INODE) + "]");
            }
        }
        return inodes;
    }

    private static int portOf(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
    }

    private static List<String> readable(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            // Not Linux, or /proc is hidden: the holder stays unknown, which the caller is told.
            return List.of();
        }
    }

    private static boolean holds(Path proc, ProcessHandle process, Set<String> sockets) {
        Path descriptors = proc.resolve(Long.toString(process.pid())).resolve("fd");
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            // Another user's process, or one that ended while we looked.
            return false;
        }
    }
}
