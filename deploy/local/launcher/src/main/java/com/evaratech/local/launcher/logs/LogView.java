package com.evaratech.local.launcher.logs;

import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.process.StopSignal;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows logs of several parts as one, for people or as they were written. */
public final class LogView {

    private static final int LAST_LINES = 200;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final LogFiles files;
    private final Layout layout;
    private final PrintStream out;
    private final ReadableLine readable;
    private final boolean asWritten;

    /**
     * A view.
     *
     * @param zone of the times shown
     * @param asWritten whether lines are shown as they stand in the files
     */
    public LogView(Layout layout, PrintStream out, ZoneId zone, boolean asWritten) {
        this.files = new LogFiles(layout);
        this.layout = layout;
        this.out = out;
        this.readable = new ReadableLine(zone);
        this.asWritten = asWritten;
    }

    private record Line(String part, Instant at, String text) {}

    /** Shows the last lines of these parts, merged by time. */
    public void showLast(List<String> parts) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String part : parts) {
            // A line without a time belongs to the one before it: the rest of a stack trace, a
            // server's continuation.
            Instant at = Instant.EPOCH;
            for (String text : files.lastLines(part, LAST_LINES)) {
                at = ReadableLine.instant(text).orElse(at);
                lines.add(new Line(part, at, text));
            }
        }
        lines.sort(Comparator.comparing(Line::at));
        lines.forEach(line -> show(line.part(), line.text()));
    }

    /** Shows what is appended to the logs of these parts until the process is ended. */
    public void follow(List<String> parts) throws IOException, InterruptedException {
        Map<String, LogFollower> followers = new LinkedHashMap<>();
        for (String part : parts) {
            followers.put(part, LogFollower.fromEnd(layout.log(part)));
        }
        StopSignal never = new StopSignal();
        while (!never.await(LOOK)) {
            for (Map.Entry<String, LogFollower> entry : followers.entrySet()) {
                entry.getValue().newLines().forEach(text -> show(entry.getKey(), text));
            }
            out.flush();
        }
    }

    private void show(String part, String text) {
        out.println(asWritten ? text : readable.of(part, text));
    }
}
