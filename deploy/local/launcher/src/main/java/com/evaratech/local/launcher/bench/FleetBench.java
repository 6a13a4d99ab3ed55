package com.evaratech.local.launcher.bench;

import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.fleet.JvmCommand;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.process.LoopbackPorts;
import java.io.IOException;
import java.util.List;

/** The whole fleet, started as {@code ./evara up -d} starts it, from kept data. */
public final class FleetBench {

    private static final double GOAL_SECONDS = 120;

    private final Layout layout;

    /** Uses a home of its own, in which no fleet runs. */
    public FleetBench(Layout layout) {
        this.layout = layout;
    }

    /** Starts and stops the fleet; the time until everything is ready. */
    public Mark measure() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        launcher("up", "-d", "--port", Integer.toString(LoopbackPorts.free()));
        double seconds = (System.nanoTime() - begun) / 1e9;
        launcher("down");
        return new Mark("fleet.ready", seconds, "s", GOAL_SECONDS);
    }

    private void launcher(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(JvmCommand.launcher(List.of(arguments)))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("EVARA_ROOT", layout.root().toString());
        builder.environment().put("EVARA_HOME", layout.home().toString());
        if (builder.start().waitFor() != 0) {
            throw new Trouble(
                    "the fleet did not %s; see %s".formatted(arguments[0], layout.log("launcher")));
        }
    }
}
