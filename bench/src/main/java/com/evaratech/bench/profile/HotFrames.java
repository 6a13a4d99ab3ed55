package com.evaratech.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a recording says of where the time went: the frames that were running, and our own methods
 * by all that ran below them.
 */
public final class HotFrames {

    private static final String SAMPLE = "jdk.CPUTimeSample";
    private static final String OURS = "com.evaratech.";
    private static final Pattern PACKAGE = Pattern.compile("\\b[a-z_0-9]+\\.");
    private static final int DEEPEST_WORTH_A_LINE = 12;

    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Integer> below = new HashMap<>();
    private int samples;

    private HotFrames() {}

    /** Before the first sample. */
    static HotFrames none() {
        return new HotFrames();
    }

    /** Counts the samples of a recording. */
    public static HotFrames of(Path recording) throws IOException {
        var frames = new HotFrames();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                var event = file.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals(SAMPLE) && stack != null) {
                    frames.count(stack.getFrames().stream().map(HotFrames::name).toList());
                }
            }
        }
        return frames;
    }

    /** Counts one sample: the names of its frames, the running one first. */
    void count(List<String> stack) {
        if (stack.isEmpty()) {
            return;
        }
        samples++;
        running.merge(stack.getFirst(), 1, Integer::sum);
        var seen = new HashSet<String>();
        for (String frame : stack) {
            if (frame.startsWith(OURS) && seen.add(frame)) {
                below.merge(frame, 1, Integer::sum);
            }
        }
    }

    /** Lines for people: the hottest running frames, then our own methods with all below them. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("  %d samples; running:".formatted(samples));
        lines.addAll(hottest(running));
        lines.add("  ours, with all that they called:");
        lines.addAll(hottest(below));
        return lines;
    }

    private List<String> hottest(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(DEEPEST_WORTH_A_LINE)
                .map(each ->
                        String.format(
                                Locale.ROOT,
                                "  %5.1f %%  %s",
                                100.0 * each.getValue() / samples,
                                PACKAGE.matcher(each.getKey()).replaceAll("")))
                .toList();
    }

    private static String name(RecordedFrame frame) {
        var method = frame.getMethod();
        return method.getType().getName() + "." + method.getName();
    }
}
