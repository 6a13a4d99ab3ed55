package com.evaratech.local.launcher.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that was run to its end. Who waits for one for ever, or reads what one says that does
 * not end, is not told by the limits of tests either: neither wait can be interrupted.
 *
 * @param status its exit status
 * @param output what it printed
 * @param errors what it printed besides; empty where both are one
 */
public record Ran(int status, String output, String errors) {

    private static final Duration LONGEST = Duration.ofMinutes(6);

    /** Starts it and waits for its end, which is a failure when it does not come. */
    public static Ran toEnd(ProcessBuilder builder) throws IOException, InterruptedException {
        Path output = Files.createTempFile("ran", ".output");
        Path errors = Files.createTempFile("ran", ".errors");
        try {
            builder.redirectOutput(output.toFile());
            if (!builder.redirectErrorStream()) {
                builder.redirectError(errors.toFile());
            }
            Process process = builder.start();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(
                        "It goes on after %s: %s%n%s%s"
                                .formatted(
                                        LONGEST,
                                        builder.command(),
                                        Files.readString(output),
                                        Files.readString(errors)));
            }
            return new Ran(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
