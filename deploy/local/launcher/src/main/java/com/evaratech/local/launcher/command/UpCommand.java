package com.evaratech.local.launcher.command;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.fleet.FleetForm;
import com.evaratech.local.launcher.fleet.ServiceForm;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts the fleet and keeps it alive: in the foreground, or with {@code -d} in a process of its
 * own.
 */
public final class UpCommand implements Command {

    /** The services as native executables. */
    static final String NATIVE = "--native";

    /** Prometheus and Alertmanager beside them. */
    static final String OBSERVE = "--observe";

    /**
     * {@code --supervise} is how the detached start calls itself: its output is the launcher's log
     * already.
     */
    public static final Arguments.Grammar GRAMMAR =
            new Arguments.Grammar(
                    Set.of(
                            "-d",
                            "--detach",
                            DetachedStart.SUPERVISE,
                            UpCommand.NATIVE,
                            UpCommand.OBSERVE),
                    Set.of("--port"),
                    0);

    private static final int DEFAULT_PORT = 8000;
    private static final int HIGHEST_PORT = 65_535;

    private final Layout layout;
    private final Map<String, String> environment;

    public UpCommand(Layout layout, Map<String, String> environment) {
        this.layout = layout;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public int run(Arguments arguments) throws IOException, InterruptedException {
        int port = arguments.option("--port").map(UpCommand::port).orElse(DEFAULT_PORT);
        FleetForm form =
                new FleetForm(
                        arguments.has(NATIVE) ? ServiceForm.NATIVE : ServiceForm.JVM,
                        arguments.has(OBSERVE));
        StartLimits limits = StartLimits.of(environment);
        layout.create();
        if (arguments.has("-d") || arguments.has("--detach")) {
            return new DetachedStart(layout, System.out).run(port, form);
        }
        StopSignal stop = new StopSignal();
        OrderlyExit exit = OrderlyExit.on(stop);
        int status = 1;
        try (PrintStream log = launcherLog()) {
            boolean detached = arguments.has(DetachedStart.SUPERVISE);
            Progress progress =
                    new Progress(detached ? List.of(System.out) : List.of(System.out, log));
            status = new FleetRun(layout, form, environment, limits, progress, stop).run(port);
        } finally {
            exit.done(status);
        }
        return status;
    }

    private PrintStream launcherLog() throws IOException {
        OutputStream log =
                Files.newOutputStream(
                        new LogFiles(layout).forNewProcess(DetachedStart.LOG),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
        return new PrintStream(log, true, StandardCharsets.UTF_8);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > HIGHEST_PORT) {
            throw new UsageException(
                    "--port must be a number from 1 to 65535, not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}
