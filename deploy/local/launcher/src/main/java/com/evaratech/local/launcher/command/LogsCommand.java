package com.evaratech.local.launcher.command;

import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.logs.LogView;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Shows the logs of one part of the fleet, or of all merged by time; {@code -f} goes on with what
 * is written next.
 */
public final class LogsCommand implements Command {

    public static final Arguments.Grammar GRAMMAR =
            new Arguments.Grammar(Set.of("-f", "--json"), Set.of(), 1);

    private final LogFiles files;
    private final Layout layout;
    private final PrintStream out;

    public LogsCommand(Layout layout, PrintStream out) {
        this.files = new LogFiles(layout);
        this.layout = layout;
        this.out = out;
    }

    @Override
    public int run(Arguments arguments) throws IOException, InterruptedException {
        List<String> known = files.parts();
        List<String> wanted = arguments.firstWord().map(List::of).orElse(known);
        if (!known.containsAll(wanted)) {
            throw new Trouble(
                    known.isEmpty()
                            ? "there are no logs yet; start Evara with: ./evara up"
                            : "there is no log of %s; there are: %s"
                                    .formatted(wanted.getFirst(), String.join(", ", known)));
        }
        LogView view = new LogView(layout, out, ZoneId.systemDefault(), arguments.has("--json"));
        view.showLast(wanted);
        if (arguments.has("-f")) {
            view.follow(wanted);
        }
        return OK;
    }
}
