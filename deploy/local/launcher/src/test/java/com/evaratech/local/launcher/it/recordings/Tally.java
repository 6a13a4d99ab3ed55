package com.evaratech.local.launcher.it.recordings;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What becomes of samples of one node that are accepted one after the other. */
final class Tally {

    private final Map<Instant, Map<String, Object>> stored = new TreeMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();

    Tally() {}

    /** Only numbers: of samples that were counted elsewhere. */
    Tally(Map<String, Long> outcomes) {
        this.outcomes.putAll(outcomes);
    }

    /** The first value of an instant and a metric stays; each sample counts once. */
    void add(Sample sample) {
        var known = stored.get(sample.at());
        if (known == null) {
            stored.put(sample.at(), new HashMap<>(sample.values()));
            count("stored", 1);
            return;
        }
        boolean isOther = false;
        boolean isMore = false;
        for (var each : sample.values().entrySet()) {
            Object before = known.putIfAbsent(each.getKey(), each.getValue());
            isMore |= before == null;
            isOther |= before != null && !Objects.equals(before, each.getValue());
        }
        count(isOther ? "conflict" : isMore ? "merged" : "duplicate", 1);
    }

    /** Adds what became of another node's. */
    void addOutcomes(Tally other) {
        other.outcomes.forEach(this::count);
    }

    private void count(String outcome, long samples) {
        outcomes.merge(outcome, samples, Long::sum);
    }

    /** All values of each instant. */
    Map<Instant, Map<String, Object>> stored() {
        return stored;
    }

    /** Samples by outcome; what never happened is not there. */
    Map<String, Long> outcomes() {
        return outcomes;
    }

    long of(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    long all() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
}
