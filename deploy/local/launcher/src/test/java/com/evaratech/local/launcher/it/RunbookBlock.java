package com.evaratech.local.launcher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of commands in a document for operators.
 *
 * @param page the document's name
 * @param language sh, sql or redis
 * @param mark {@code runs}: as it stands, against a fleet of one machine; {@code cluster}: where
 *     there is Kubernetes or a machine of one's own; {@code yours}: with something to fill in;
 *     empty when somebody forgot
 * @param text what is typed
 */
record RunbookBlock(String page, String language, String mark, String text) {

    private static final Path OPERATIONS =
            Path.of("../../../docs/operations").toAbsolutePath().normalize();
    private static final Pattern BLOCK =
            Pattern.compile(
                    "^ *```(sh|sql|redis)\\b *(\\S*)\\n(.*?)^ *```",
                    Pattern.DOTALL | Pattern.MULTILINE);

    /** All of the runbooks and the plans above them. */
    static List<RunbookBlock> all() throws IOException {
        try (Stream<Path> runbooks = Files.list(OPERATIONS.resolve("runbooks"))) {
            var pages =
                    Stream.concat(
                            runbooks,
                            Stream.of("backup.md", "disaster.md").map(OPERATIONS::resolve));
            return pages.sorted().flatMap(page -> in(page).stream()).toList();
        }
    }

    private static List<RunbookBlock> in(Path page) {
        return BLOCK.matcher(text(page))
                .results()
                .map(found ->
                        new RunbookBlock(
                                page.getFileName().toString(),
                                found.group(1),
                                found.group(2),
                                found.group(3)))
                .toList();
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean runs() {
        return mark.equals("runs");
    }

    @Override
    public String toString() {
        return page + ": " + text.strip();
    }
}
