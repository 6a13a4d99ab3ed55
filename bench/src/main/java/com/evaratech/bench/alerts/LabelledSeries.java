package com.evaratech.bench.alerts;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Values of one node in the order of time, and when they were not as they should be.
 *
 * @param name of the series
 * @param readings each with a value of {@link #METRIC}, whatever it really was
 * @param windows when something was wrong, apart from one another and in their order
 */
record LabelledSeries(String name, List<Reading> readings, List<Window> windows) {

    /** Its range takes any number that a recording has. */
    static final Metric METRIC = Metric.FLOW_RATE_LPM;

    LabelledSeries {
        readings = List.copyOf(readings);
        windows = apart(windows);
    }

    /** A time, both ends included. */
    record Window(Instant from, Instant until) {
        boolean has(Instant at) {
            return !at.isBefore(from) && !at.isAfter(until);
        }
    }

    static Reading reading(Instant at, double value) {
        return Reading.of(at, Map.of(METRIC, value));
    }

    private static List<Window> apart(List<Window> windows) {
        List<Window> apart = new ArrayList<>();
        for (Window next : windows.stream().sorted(Comparator.comparing(Window::from)).toList()) {
            if (!apart.isEmpty() && apart.getLast().has(next.from())) {
                Window last = apart.removeLast();
                boolean isLonger = next.until().isAfter(last.until());
                apart.add(new Window(last.from(), isLonger ? next.until() : last.until()));
            } else {
                apart.add(next);
            }
        }
        return List.copyOf(apart);
    }

    /** How well alerts of these times tell its windows. */
    Score score(List<Instant> alerts) {
        int right =
                (int)
                        alerts.stream()
                                .filter(at -> windows.stream().anyMatch(window -> window.has(at)))
                                .count();
        int found = 0;
        Duration delay = Duration.ZERO;
        for (Window window : windows) {
            var first = alerts.stream().filter(window::has).findFirst();
            if (first.isPresent()) {
                found++;
                delay = delay.plus(Duration.between(window.from(), first.get()));
            }
        }
        return new Score(alerts.size(), right, windows.size(), found, delay);
    }
}
