package com.evaratech.local.launcher.command;

import com.evaratech.api.migration.RecordedFile;
import com.evaratech.api.migration.Rewritten;
import com.evaratech.local.launcher.Trouble;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Rewrites recorded requests for the next version of the API; needs no fleet. */
public final class ApiCommand implements Command {

    public static final Arguments.Grammar GRAMMAR = new Arguments.Grammar(Set.of(), Set.of(), 2);

    private static final String MIGRATE = "migrate";

    private final PrintStream out;
    private final PrintStream told;

    /**
     * @param out where the file goes, rewritten
     * @param told where is said what became of it
     */
    public ApiCommand(PrintStream out, PrintStream told) {
        this.out = out;
        this.told = told;
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        List<String> words = arguments.words();
        if (words.size() != 2 || !words.getFirst().equals(MIGRATE)) {
            throw new UsageException("api migrate FILE is what there is");
        }
        Rewritten rewritten = rewrite(Path.of(words.get(1)));
        out.print(rewritten.text());
        out.flush();
        told.printf("%d requests rewritten%n", rewritten.count());
        rewritten.left().forEach(request -> told.println("left as it is: " + request));
        return OK;
    }

    private static Rewritten rewrite(Path file) throws IOException {
        try {
            return RecordedFile.rewrite(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new Trouble("there is no file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new Trouble(file + " cannot be rewritten: " + e.getMessage(), e);
        }
    }
}
