package com.evaratech.local.launcher.it.recordings;

import com.evaratech.local.launcher.it.recordings.Meaning.Unusable;
import com.evaratech.local.launcher.it.recordings.Meaning.Usable;
import com.evaratech.local.launcher.it.recordings.Watch.Raised;
import com.evaratech.local.thingspeak.channels.Row;
import com.evaratech.local.thingspeak.channels.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must become of a device's rows, each read once. Of every row either a sample is left, or it
 * is rejected for its first reason; nothing else can happen to it.
 */
final class Expectation {

    private static final Duration OLDEST = Duration.ofDays(400);
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Device device;
    private final Instant now;
    private final List<List<Sample>> epochs = new ArrayList<>();
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Tally tally = new Tally();
    private long rows;

    private Expectation(Device device, Instant now) {
        this.device = device;
        this.now = now;
    }

    /**
     * Counts.
     *
     * @param now what the recordings were moved to
     */
    static Expectation of(Device device, Instant now) {
        var expectation = new Expectation(device, now);
        for (Recording recording : device.recordings()) {
            List<Sample> samples = new ArrayList<>();
            recording.rows().forEach(row -> expectation.read(row, samples));
            samples.forEach(expectation.tally::add);
            expectation.epochs.add(samples);
        }
        return expectation;
    }

    private void read(Row row, List<Sample> samples) {
        rows++;
        if (row.createdAt().isBefore(now.minus(OLDEST))) {
            reject("too_old");
            return;
        }
        if (row.createdAt().isAfter(now.plus(AHEAD))) {
            reject("in_the_future");
            return;
        }
        Map<String, Object> values = new HashMap<>();
        List<String> reasons = new ArrayList<>();
        for (Meaning field : device.fields()) {
            String raw = row.get(Slot.field(field.field()));
            if (raw != null && !raw.isBlank()) {
                switch (field.read(raw)) {
                    case Usable(Object value) -> values.put(field.metric(), value);
                    case Unusable(String reason) -> reasons.add(reason);
                }
            }
        }
        if (values.isEmpty()) {
            reject(reasons.isEmpty() ? "no_value" : reasons.getFirst());
        } else {
            samples.add(new Sample(row.createdAt(), values));
        }
    }

    private void reject(String reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    /** Rows that there are. */
    long rows() {
        return rows;
    }

    /** Rows of which nothing is left, by reason. */
    Map<String, Long> rejected() {
        return rejected;
    }

    /** What became of the others. */
    Tally tally() {
        return tally;
    }

    /** The alerts that the rows mean, the oldest first. */
    List<Raised> alerts() {
        return device.watch().map(watch -> watch.alerts(epochs)).orElse(List.of());
    }

    /** Whether it does not matter for the alerts how the rows are cut into pages. */
    boolean isIndifferentToPages() {
        return device.watch().map(watch -> watch.isIndifferentToPages(epochs)).orElse(true);
    }

    /** How often the channel was cleared. */
    int lastEpoch() {
        return epochs.size() - 1;
    }
}
