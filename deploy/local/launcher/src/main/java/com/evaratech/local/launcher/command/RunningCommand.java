package com.evaratech.local.launcher.command;

import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.RunLock;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Says whether a fleet runs (exit status 0) or not (1): asked by the script before it builds over
 * running programs.
 */
public final class RunningCommand implements Command {

    private final Layout layout;
    private final PrintStream out;

    public RunningCommand(Layout layout, PrintStream out) {
        this.layout = layout;
        this.out = out;
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        if (!RunLock.isHeld(layout)) {
            return 1;
        }
        out.println(sentence(layout));
        return OK;
    }

    /** For somebody who starts a fleet that runs. */
    static String sentence(Layout layout) throws IOException {
        return fleet(layout)
                .map(RunningCommand::sentence)
                .orElse("Evara is just being started; see ./evara status");
    }

    /** The fleet of the launcher that runs; a record that a killed one left is none. */
    static Optional<FleetRecord> fleet(Layout layout) throws IOException {
        return new FleetFile(layout)
                .read()
                .filter(fleet -> fleet.supervisor().running().isPresent());
    }

    static boolean isReady(Layout layout) throws IOException {
        return fleet(layout).filter(it -> it.phase() == FleetRecord.Phase.READY).isPresent();
    }

    /**
     * The fleet that is ready.
     *
     * @throws Trouble when none is
     */
    static FleetRecord requireReady(Layout layout) throws IOException {
        return fleet(layout)
                .filter(it -> it.phase() == FleetRecord.Phase.READY)
                .orElseThrow(
                        () -> new Trouble("Evara is not running; start it with: ./evara up -d"));
    }

    private static String sentence(FleetRecord fleet) {
        String doing =
                switch (fleet.phase()) {
                    case STARTING -> "is being started";
                    case READY -> "is running already";
                    case STOPPING -> "is being stopped";
                };
        return "Evara %s at %s (./evara status shows it, ./evara down stops it)"
                .formatted(doing, fleet.gateway());
    }
}
