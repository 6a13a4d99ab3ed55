package com.evaratech.local.thingspeak;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/** Runs a stand-in until the process is ended. */
public final class Main {
    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;

    private Main() {}

    /** See {@link Arguments} for the options. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments, System.out, System.err));
    }

    private static int run(String[] arguments, PrintStream out, PrintStream err)
            throws InterruptedException {
        StandInOptions options;
        try {
            options = Arguments.read(arguments);
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            err.println(Arguments.HELP);
            return USAGE;
        }
        try (StandIn standIn = StandIn.start(options)) {
            out.println(
                    "ThingSpeak stand-in "
                            + standIn.uri()
                            + " control "
                            + standIn.controlUri()
                            + "/standin channels "
                            + standIn.store().size());
            standIn.skippedFiles()
                    .forEach((file, reason) -> out.println("skipped " + file + ": " + reason));
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown, "stand-in-stop"));
            ended.await();
            return 0;
        } catch (IOException | CompletionException | IllegalArgumentException cannot) {
            err.println("The stand-in cannot start: " + cannot.getMessage());
            return UNAVAILABLE;
        }
    }
}
