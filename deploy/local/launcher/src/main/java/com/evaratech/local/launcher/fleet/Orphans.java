package com.evaratech.local.launcher.fleet;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a killed launcher left running. Its processes are known by the fleet's record, each by id
 * and start instant, so that a later process with the same id is left alone. To be used while
 * holding the run lock.
 */
public final class Orphans {

    private static final Duration SERVER_PATIENCE = Duration.ofSeconds(30);

    private final FleetFile file;

    public Orphans(Layout layout) {
        this.file = new FleetFile(layout);
    }

    /**
     * Stops them, services first, and forgets the record. Returns how many there were.
     *
     * @throws Trouble when some could not be stopped; the record keeps them
     */
    public int stop(Progress progress) throws IOException, InterruptedException {
        Optional<FleetRecord> record = file.read();
        if (record.isEmpty()) {
            return 0;
        }
        List<Part> alive =
                record.get().parts().stream()
                        .filter(part -> part.process().running().isPresent())
                        .toList();
        if (!alive.isEmpty()) {
            progress.say(
                    "An earlier launcher was killed and left running: %s; stopping them"
                            .formatted(
                                    String.join(
                                            ", ", alive.stream().map(Orphans::named).toList())));
        }
        StopRound round = new StopRound();
        round.together(steps(alive, Part.Kind.SERVICE, Orphans::stopService));
        round.inOrder(steps(alive, Part.Kind.SERVER, Orphans::stopServer).reversed());
        if (!round.failures().isEmpty()) {
            throw new Trouble(
                    "%s; end them with kill -9 and try again."
                            .formatted(String.join(", ", round.failures().values())));
        }
        file.delete();
        return alive.size();
    }

    private static List<StopRound.Step> steps(
            List<Part> parts, Part.Kind kind, Consumer<Part> stop) {
        return parts.stream()
                .filter(part -> part.kind() == kind)
                .map(part -> new StopRound.Step(named(part), () -> stop.accept(part)))
                .toList();
    }

    private static void stopService(Part part) {
        part.process()
                .running()
                .ifPresent(process -> {
                    var _ = OrderlyStop.stop(process, HttpProcess.PATIENCE);
                });
    }

    // INT: PostgreSQL ends its sessions and writes a checkpoint; to Redis it is the same as TERM.
    private static void stopServer(Part part) {
        part.process()
                .running()
                .ifPresent(process -> {
                    Signals.INT.send(process);
                    if (!OrderlyStop.awaitEnd(process, SERVER_PATIENCE)) {
                        var _ = OrderlyStop.kill(process);
                    }
                });
    }

    private static String named(Part part) {
        return part.name() + " (process " + part.process().pid() + ")";
    }
}
