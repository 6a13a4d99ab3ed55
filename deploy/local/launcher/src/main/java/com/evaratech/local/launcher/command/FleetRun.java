package com.evaratech.local.launcher.command;

import com.evaratech.local.LocalServerException;
import com.evaratech.local.LocalServerException.PortBusy;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.fleet.FleetForm;
import com.evaratech.local.launcher.fleet.FleetPlan;
import com.evaratech.local.launcher.fleet.FleetPorts;
import com.evaratech.local.launcher.fleet.FleetStart;
import com.evaratech.local.launcher.fleet.Member;
import com.evaratech.local.launcher.fleet.Orphans;
import com.evaratech.local.launcher.fleet.Supervisor;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.RunLock;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.StopSignal;
import com.evaratech.local.process.FreeSpace;
import com.evaratech.local.process.LoopbackPorts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One life of the fleet: check the machine, start, watch, stop. */
final class FleetRun {

    private final Layout layout;
    private final FleetForm form;
    private final Map<String, String> environment;
    private final StartLimits limits;
    private final Progress progress;
    private final StopSignal stop;

    FleetRun(
            Layout layout,
            FleetForm form,
            Map<String, String> environment,
            StartLimits limits,
            Progress progress,
            StopSignal stop) {
        this.layout = layout;
        this.form = form;
        this.environment = environment;
        this.limits = limits;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Runs the fleet until it is to stop, or says that it runs already, or that another launcher
     * starts or stops it. Returns the process' exit status.
     */
    int run(int port) throws IOException, InterruptedException {
        Optional<RunLock> lock = RunLock.tryAcquire(layout);
        if (lock.isEmpty()) {
            progress.say(RunningCommand.sentence(layout));
            return RunningCommand.isReady(layout) ? Command.OK : Command.UNDER_WAY;
        }
        try (RunLock _ = lock.get()) {
            return runAlone(port);
        }
    }

    private int runAlone(int port) throws IOException, InterruptedException {
        Supervisor supervisor =
                new Supervisor(
                        gateway(port),
                        new FleetFile(layout),
                        new LogFiles(layout),
                        progress,
                        stop,
                        limits.ready());
        int status = 1;
        boolean stopped = false;
        try {
            status = runUntilStopped(supervisor, port);
        } finally {
            stopped = supervisor.stopAll();
        }
        return stopped ? status : 1;
    }

    private int runUntilStopped(Supervisor supervisor, int port)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try {
            checkMachine(port);
            progress.say("starting Evara");
            new FleetStart(supervisor, port, progress).run(() -> members(port));
            if (!stop.isRequested()) {
                // In this order: a detached start shows the log up to the moment the record says
                // ready.
                progress.say(welcome(gateway(port), Duration.ofNanos(System.nanoTime() - begun)));
                supervisor.announceReady();
                supervisor.watch();
            }
            return Command.OK;
        } catch (Trouble | LocalServerException e) {
            progress.say("evara: " + e.getMessage());
            return 1;
        }
    }

    private static String gateway(int port) {
        return "http://127.0.0.1:" + port;
    }

    private void checkMachine(int port) throws IOException, InterruptedException {
        form.services().requireBuilt(layout);
        int stopped = new Orphans(layout).stop(progress);
        if (stopped > 0) {
            progress.say(
                    "stopped %d processes of the earlier run; its data is kept".formatted(stopped));
        }
        long freeMb = FreeSpace.in(layout.home()) >> 20;
        if (freeMb < limits.leastFreeMb()) {
            throw new Trouble(
                    ("the disk of %s is nearly full: %d MiB are free and %d are needed;"
                                    + " free some space, or put EVARA_HOME on another disk.")
                            .formatted(layout.home(), freeMb, limits.leastFreeMb()));
        }
        requireFree(port);
    }

    private static void requireFree(int port) {
        try {
            LoopbackPorts.requireFree(port, "the gateway");
        } catch (PortBusy e) {
            throw new Trouble(
                    "%s For example: ./evara up --port %d".formatted(e.getMessage(), port + 1), e);
        }
    }

    private List<Member> members(int gatewayPort) throws IOException {
        return new FleetPlan(layout, environment, FleetPorts.draw(gatewayPort), progress)
                .members(form);
    }

    private String welcome(String gateway, Duration took) {
        return """
        Evara is ready after %s.
          gateway   %s
          token     ./evara token --role superadmin
          status    ./evara status
          logs      ./evara logs [SERVICE] [-f]   (files: %s)
          stop      ./evara down, or Ctrl-C where it runs in the foreground\
        """
                .formatted(Progress.seconds(took), gateway, layout.logs());
    }
}
