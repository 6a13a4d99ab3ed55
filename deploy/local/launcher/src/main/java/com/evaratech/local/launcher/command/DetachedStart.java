package com.evaratech.local.launcher.command;

import com.evaratech.local.launcher.fleet.FleetForm;
import com.evaratech.local.launcher.fleet.JvmCommand;
import com.evaratech.local.launcher.fleet.ServiceForm;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.logs.LogFollower;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts the supervisor as a process that outlives this one and shows its progress until everything
 * is ready. Where another launcher has begun to start the fleet, that start is awaited instead.
 */
final class DetachedStart {

    /** The flag that tells the supervisor's process that its output is the log. */
    static final String SUPERVISE = "--supervise";

    /** The name of the launcher's own log. */
    static final String LOG = "launcher";

    private static final long LOOK_MILLIS = 150;

    private final Layout layout;
    private final PrintStream out;

    DetachedStart(Layout layout, PrintStream out) {
        this.layout = layout;
        this.out = out;
    }

    int run(int port, FleetForm form) throws IOException, InterruptedException {
        OtherStart other = new OtherStart(layout, out);
        if (other.awaitReady()) {
            return Command.OK;
        }
        int status = start(port, form);
        // Somebody else was quicker by a moment.
        return status == Command.UNDER_WAY && other.awaitReady() ? Command.OK : status;
    }

    private int start(int port, FleetForm form) throws IOException, InterruptedException {
        Path log = new LogFiles(layout).forNewProcess(LOG);
        LogFollower follower = LogFollower.fromEnd(log);
        Process supervisor =
                new ProcessBuilder(JvmCommand.launcher(arguments(port, form)))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        // Whoever interrupts the wait wants no fleet: the supervisor stops what it has started.
        Thread interrupted = new Thread(supervisor::destroy, "stop-supervisor");
        Runtime.getRuntime().addShutdownHook(interrupted);
        while (supervisor.isAlive() && !isReady(supervisor)) {
            follower.newLines().forEach(out::println);
            supervisor.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        Runtime.getRuntime().removeShutdownHook(interrupted);
        follower.newLines().forEach(out::println);
        return supervisor.isAlive() ? Command.OK : supervisor.exitValue();
    }

    private static List<String> arguments(int port, FleetForm form) {
        List<String> arguments =
                new ArrayList<>(List.of("up", SUPERVISE, "--port", Integer.toString(port)));
        if (form.services() == ServiceForm.NATIVE) {
            arguments.add(UpCommand.NATIVE);
        }
        if (form.observed()) {
            arguments.add(UpCommand.OBSERVE);
        }
        return arguments;
    }

    private boolean isReady(Process supervisor) throws IOException {
        Optional<FleetRecord> fleet = new FleetFile(layout).read();
        return fleet.isPresent()
                && fleet.get().phase() == FleetRecord.Phase.READY
                && fleet.get().supervisor().pid() == supervisor.pid();
    }
}
