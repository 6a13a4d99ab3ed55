package com.evaratech.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The pinned kubectl and helm, which {@code tools/fetch-tools.sh} fetched before the tests. */
final class Tools {

    /** What a release hands out, as {@code tools/assemble.sh} put it together. */
    static final Path RELEASE = Path.of("target", "release");

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Tools() {}

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param out its standard output
     * @param err its standard error
     */
    record Result(int code, String out, String err) {}

    /** Runs a program that must succeed, and returns its output. */
    static String succeed(String program, String... arguments) {
        Result result = run(program, arguments);
        if (result.code() != 0) {
            throw new AssertionError(
                    "%s %s: %s%s"
                            .formatted(
                                    program,
                                    String.join(" ", arguments),
                                    result.err(),
                                    result.out()));
        }
        return result.out();
    }

    /** Runs a program of the tools' folder. */
    static Result run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("evara.tools")).resolve(program).toString());
        command.addAll(List.of(arguments));
        return execute(command);
    }

    private static int end(Process process, List<String> command) throws InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("it goes on after %s: %s".formatted(LONGEST, command));
        }
        return process.exitValue();
    }

    /** Runs any command in this module's folder. */
    static Result execute(List<String> command) {
        try {
            Path out = Files.createTempFile("tool", ".out");
            Path err = Files.createTempFile("tool", ".err");
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            int code = end(process, command);
            Result result = new Result(code, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
