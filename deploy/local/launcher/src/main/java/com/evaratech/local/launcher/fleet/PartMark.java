package com.evaratech.local.launcher.fleet;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What each process of a fleet has in its environment: which part it is, and of the fleet of which
 * folder. By it those are found that a launcher had begun when it was killed, and had not come to
 * write down. Where the system shows no environments, none is found: they are those of Linux.
 */
final class PartMark {

    /** The variable's name. */
    static final String VARIABLE = "EVARA_PART";

    private static final Path PROCESSES = Path.of("/proc");

    // As processes are given theirs.
    private static final Charset NATIVE = Charset.forName(System.getProperty("native.encoding"));

    private PartMark() {}

    /** A process that has a mark. */
    record Marked(String part, ProcessHandle process) {}

    /**
     * The variable's value.
     *
     * @param run where the fleet's processes work, which is there
     */
    static String of(String part, Path run) throws IOException {
        return part + " " + run.toRealPath();
    }

    /** The processes of the fleet that works there, without those that these have begun. */
    static List<Marked> find(Path run) throws IOException {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        String end = " " + run.toRealPath();
        List<Marked> all =
                ProcessHandle.allProcesses().flatMap(process -> marked(process, end)).toList();
        return all.stream()
                .filter(one -> all.stream().noneMatch(it -> isBegunBy(it, one)))
                .toList();
    }

    private static boolean isBegunBy(Marked one, Marked other) {
        return other.process().parent().filter(parent -> parent.equals(one.process())).isPresent();
    }

    private static Stream<Marked> marked(ProcessHandle process, String end) {
        return mark(process)
                .filter(mark -> mark.endsWith(end))
                .map(mark -> mark.substring(0, mark.length() - end.length()))
                .filter(part -> !part.contains(" "))
                .map(part -> new Marked(part, process))
                .stream();
    }

    private static Optional<String> mark(ProcessHandle process) {
        Path environment = PROCESSES.resolve(Long.toString(process.pid())).resolve("environ");
        try {
            String variables = new String(Files.readAllBytes(environment), NATIVE);
            return Arrays.stream(variables.split("\0"))
                    .filter(variable -> variable.startsWith(VARIABLE + "="))
                    .map(variable -> variable.substring(VARIABLE.length() + 1))
                    .findFirst();
        } catch (IOException goneOrSomebodyElses) {
            return Optional.empty();
        }
    }
}
