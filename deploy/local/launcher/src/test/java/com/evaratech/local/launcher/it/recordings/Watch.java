package com.evaratech.local.launcher.it.recordings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A threshold with hysteresis.
 *
 * @param isBelow whether small values are bad, else large ones
 * @param clear value at which an alert is over
 * @param held how long it must be bad before there is an alert
 */
record Watch(String metric, boolean isBelow, double threshold, double clear, Duration held) {

    private static final int PARTITIONS_TRIED = 200;

    /**
     * An alert as it must be listed.
     *
     * @param value that opened it
     * @param resolvedAt when it was over; null while it goes on
     */
    record Raised(Instant openedAt, double value, @Nullable Instant resolvedAt) {}

    static Watch below(String metric, double threshold, double clear) {
        return new Watch(metric, true, threshold, clear, Duration.ZERO);
    }

    static Watch above(String metric, double threshold, double clear) {
        return new Watch(metric, false, threshold, clear, Duration.ZERO);
    }

    Watch heldFor(Duration time) {
        return new Watch(metric, isBelow, threshold, clear, time);
    }

    /** As the condition of a rule. */
    String json() {
        return """
        {"kind": "threshold", "metric": "%s", "operator": "%s", "threshold": %s,
         "clear_threshold": %s, "duration_seconds": %d}
        """
                .formatted(metric, isBelow ? "lt" : "gt", threshold, clear, held.toSeconds());
    }

    /**
     * The alerts that samples mean when each list of them comes as one page: within it in the order
     * of time; what is not newer than what was judged means nothing any more.
     */
    List<Raised> alerts(List<List<Sample>> pages) {
        var judging = new Judging();
        for (List<Sample> page : pages) {
            for (Sample sample : byTime(page)) {
                if (sample.values().get(metric) instanceof Double value) {
                    judging.judge(sample.at(), value);
                }
            }
        }
        return judging.raised;
    }

    private boolean isBad(double value) {
        return isBelow ? value < threshold : value > threshold;
    }

    private boolean isOver(double value) {
        return isBelow ? value >= clear : value <= clear;
    }

    /** The story of one node. */
    private final class Judging {

        private final List<Raised> raised = new ArrayList<>();
        private Instant judged = Instant.MIN;
        private @Nullable Instant badSince;
        private boolean isOpen;

        void judge(Instant at, double value) {
            if (!at.isAfter(judged)) {
                return;
            }
            judged = at;
            if (isOpen) {
                end(at, value);
            } else if (isBad(value)) {
                Instant since = badSince == null ? at : badSince;
                badSince = since;
                isOpen = !at.isBefore(since.plus(held));
                if (isOpen) {
                    raised.add(new Raised(at, value, null));
                }
            } else {
                badSince = null;
            }
        }

        private void end(Instant at, double value) {
            if (isOver(value)) {
                Raised open = raised.removeLast();
                raised.add(new Raised(open.openedAt(), open.value(), at));
                isOpen = false;
                badSince = null;
            }
        }
    }

    /**
     * Whether the alerts are the same however the samples of each epoch are cut into pages, which a
     * test that kills processes cannot know.
     */
    boolean isIndifferentToPages(List<List<Sample>> epochs) {
        List<Raised> alerts = alerts(epochs);
        var random = new SplittableRandom(1);
        for (int i = 0; i < PARTITIONS_TRIED; i++) {
            int longest = 1 + i % 20;
            List<List<Sample>> pages = new ArrayList<>();
            for (List<Sample> epoch : epochs) {
                for (int at = 0; at < epoch.size(); ) {
                    int to = Math.min(epoch.size(), at + 1 + random.nextInt(longest));
                    pages.add(epoch.subList(at, to));
                    at = to;
                }
            }
            if (!alerts(pages).equals(alerts)) {
                return false;
            }
        }
        return true;
    }

    private static List<Sample> byTime(List<Sample> page) {
        return page.stream().sorted(Comparator.comparing(Sample::at)).toList();
    }
}
