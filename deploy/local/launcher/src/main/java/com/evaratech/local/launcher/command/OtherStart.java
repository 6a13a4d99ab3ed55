package com.evaratech.local.launcher.command;

import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.RunLock;
import com.evaratech.local.launcher.logs.LogFollower;
import com.evaratech.local.launcher.process.StopSignal;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** The fleet that another launcher has begun to start, or to stop. */
final class OtherStart {

    private static final Duration LOOK = Duration.ofMillis(150);

    private final Layout layout;
    private final PrintStream out;

    OtherStart(Layout layout, PrintStream out) {
        this.layout = layout;
        this.out = out;
    }

    /**
     * Waits until that fleet is ready, showing what its launcher says.
     *
     * @return whether it is ready; false when there is no other launcher, or no more since it was
     *     stopping
     * @throws Trouble when it ended before it was ready
     */
    boolean awaitReady() throws IOException, InterruptedException {
        if (!RunLock.isHeld(layout)) {
            return false;
        }
        out.println(RunningCommand.sentence(layout));
        boolean stopping =
                RunningCommand.fleet(layout)
                        .filter(it -> it.phase() == FleetRecord.Phase.STOPPING)
                        .isPresent();
        LogFollower log = LogFollower.fromEnd(layout.log(DetachedStart.LOG));
        StopSignal never = new StopSignal();
        while (RunLock.isHeld(layout)) {
            if (RunningCommand.isReady(layout)) {
                return true;
            }
            boolean _ = never.await(LOOK);
            log.newLines().forEach(out::println);
        }
        if (stopping) {
            return false;
        }
        throw new Trouble(
                "the start that was under way ended before Evara was ready; ./evara logs launcher says why.");
    }
}
