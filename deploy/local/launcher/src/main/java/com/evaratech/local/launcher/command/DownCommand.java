package com.evaratech.local.launcher.command;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.fleet.Orphans;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.RunLock;
import com.evaratech.local.process.OrderlyStop;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Stops the fleet from another shell: asks its supervisor, or stops what a killed supervisor left
 * behind.
 */
public final class DownCommand implements Command {

    // The supervisor's own limits add up to less.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Layout layout;
    private final Progress progress;

    public DownCommand(Layout layout, PrintStream out) {
        this.layout = layout;
        this.progress = new Progress(List.of(out));
    }

    @Override
    public int run(Arguments arguments) throws IOException, InterruptedException {
        if (!Files.isDirectory(layout.run())) {
            progress.say("Evara is not running.");
            return OK;
        }
        Optional<RunLock> lock = RunLock.tryAcquire(layout);
        if (lock.isEmpty()) {
            stopSupervisor();
            return OK;
        }
        try (RunLock _ = lock.get()) {
            int stopped = new Orphans(layout).stop(progress);
            progress.say(
                    stopped == 0
                            ? "Evara is not running."
                            : "Evara is stopped (%d processes of a killed run)."
                                    .formatted(stopped));
            return OK;
        }
    }

    private void stopSupervisor() throws IOException {
        ProcessHandle supervisor =
                new FleetFile(layout)
                        .read()
                        .map(FleetRecord::supervisor)
                        .flatMap(identity -> identity.running())
                        .orElseThrow(() ->
                                new Trouble(
                                        "Evara is just being started or stopped; try again in a moment."));
        long begun = System.nanoTime();
        boolean asked = supervisor.destroy();
        if (!asked || !OrderlyStop.awaitEnd(supervisor, PATIENCE)) {
            throw new Trouble(
                    "the launcher (process %d) did not stop within %s; end it with kill -9 and run ./evara down again."
                            .formatted(supervisor.pid(), Progress.seconds(PATIENCE)));
        }
        if (new FleetFile(layout).read().isPresent()) {
            throw new Trouble(
                    "not everything could be stopped (./evara logs launcher says why); run ./evara down again.");
        }
        progress.say(
                "Evara is stopped (%s)."
                        .formatted(Progress.seconds(Duration.ofNanos(System.nanoTime() - begun))));
    }
}
